package canyon.browser;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a visitor can choose on the demo page.
 *
 * @param client major version of socket.io-client, 2 or 4
 * @param transport auto, websocket or polling
 */
record Choice(int client, String transport) {
    /** For {@code @MethodSource}. */
    static Stream<Choice> all() {
        return IntStream.of(2, 4)
                .boxed()
                .flatMap(client ->
                        Stream.of("auto", "websocket", "polling").map(transport -> new Choice(client, transport)));
    }

    String query() {
        return "?client=" + client + "&transport=" + transport;
    }

    /** What is in use as soon as the client is where it wants to be. */
    String finalTransport() {
        return transport.equals("auto") ? "websocket" : transport;
    }

    @Override
    public String toString() {
        return "client " + client + ", " + transport;
    }
}
