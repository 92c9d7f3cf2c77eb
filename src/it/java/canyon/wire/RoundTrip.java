package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/**
 * Proves that everything sent before was handled, and that nothing but what was read came back for it: a namespace that
 * does not exist is refused in every state of a session, and changes none.
 */
public final class RoundTrip {
    private RoundTrip() {}

    public static void on(RawWebSocket webSocket) throws IOException {
        webSocket.send("40/round-trip,");
        assertThat(webSocket.receive().toString()).startsWith("44/round-trip,");
    }
}
