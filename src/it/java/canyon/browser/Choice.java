package canyon.browser;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a visitor can choose on the demo page.
 *
 * @param echo major version of laravel-echo, 1 or 2
 * @param client of the visitor and of Alice: 2 or 4 for that socket.io-client, pusher or reverb for pusher-js
 * @param bob his client
 * @param transport auto, websocket or polling
 */
record Choice(int echo, String client, String bob, String transport) {
    /** With the current laravel-echo, and the same client for everybody. */
    Choice(String client, String transport) {
        this(2, client, client, transport);
    }

    /** Every client on every transport; for {@code @MethodSource}. */
    static Stream<Choice> all() {
        return Stream.of("2", "4", "reverb")
                .flatMap(client ->
                        Stream.of("auto", "websocket", "polling").map(transport -> new Choice(client, transport)));
    }

    /** Every laravel-echo on every client, and mixed; for {@code @MethodSource}. */
    static Stream<Choice> versions() {
        return Stream.of(
                new Choice(1, "2", "2", "auto"),
                new Choice(1, "4", "4", "auto"),
                new Choice(1, "pusher", "pusher", "auto"),
                new Choice(1, "pusher", "2", "auto"),
                new Choice(2, "2", "2", "auto"),
                new Choice(2, "4", "4", "auto"),
                new Choice(2, "reverb", "reverb", "auto"),
                new Choice(2, "4", "reverb", "auto"));
    }

    /** One of each kind, where each takes long; for {@code @MethodSource}. */
    static Stream<Choice> kinds() {
        return versions().filter(choice -> choice.bob.equals(choice.client) && (choice.echo == 1) == choice.isOld());
    }

    String query() {
        return "?echo=" + echo + "&client=" + client + "&bob=" + bob + "&transport=" + transport;
    }

    /** What is in use as soon as the client is where it wants to be. */
    String finalTransport() {
        return switch (transport) {
            case "auto" -> "websocket";
            case "polling" -> isPusher() ? "xhr_streaming" : "polling";
            default -> transport;
        };
    }

    /** Whether a client that took what came through first may be there. */
    boolean isPossible(String transport) {
        boolean isFallback = isPusher() && !this.transport.equals("websocket") && transport.startsWith("xhr_");
        return isFallback || transport.equals(finalTransport());
    }

    /** Whether such requests were made by something else than a WebSocket of the visitor's client. */
    boolean isSeenIn(List<String> requests) {
        String mark = isPusher() ? "/xhr_" : "transport=polling";
        return requests.stream().anyMatch(address -> address.contains(mark));
    }

    /** Whether the client connects without a WebSocket, be it only for the beginning. */
    boolean beginsWithHttp() {
        return transport.equals("polling") || (transport.equals("auto") && !isPusher());
    }

    /** Whether this client is of the time of laravel-echo 1. */
    private boolean isOld() {
        return client.equals("2") || client.equals("pusher");
    }

    private boolean isPusher() {
        return client.equals("pusher") || client.equals("reverb");
    }

    @Override
    public String toString() {
        return "echo " + echo + ", " + (bob.equals(client) ? client : client + " and " + bob) + ", " + transport;
    }
}
