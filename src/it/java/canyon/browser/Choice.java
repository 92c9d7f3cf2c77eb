package canyon.browser;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a visitor can choose on the demo page.
 *
 * @param echo major version of laravel-echo, 1 or 2
 * @param client major version of socket.io-client, 2 or 4
 * @param transport auto, websocket or polling
 */
record Choice(int echo, int client, String transport) {
    /** With the current laravel-echo. */
    Choice(int client, String transport) {
        this(2, client, transport);
    }

    /** Every client on every transport; for {@code @MethodSource}. */
    static Stream<Choice> all() {
        return IntStream.of(2, 4)
                .boxed()
                .flatMap(client ->
                        Stream.of("auto", "websocket", "polling").map(transport -> new Choice(client, transport)));
    }

    /** Every laravel-echo on every client; for {@code @MethodSource}. */
    static Stream<Choice> versions() {
        return IntStream.of(1, 2)
                .boxed()
                .flatMap(echo -> Stream.of(2, 4).map(client -> new Choice(echo, client, "auto")));
    }

    String query() {
        return "?echo=" + echo + "&client=" + client + "&transport=" + transport;
    }

    /** What is in use as soon as the client is where it wants to be. */
    String finalTransport() {
        return transport.equals("auto") ? "websocket" : transport;
    }

    @Override
    public String toString() {
        return "echo " + echo + ", client " + client + ", " + transport;
    }
}
