package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** A well-behaved client of protocol 4 by WebSocket that hears one channel. */
public final class Listener implements AutoCloseable {
    private final RawWebSocket webSocket;

    private Listener(RawWebSocket webSocket) {
        this.webSocket = webSocket;
    }

    /** Returns when it has joined. */
    public static Listener on(Peer peer, String channel) throws IOException {
        Listener listener = new Listener(peer.webSocket("/socket.io/?EIO=4&transport=websocket"));
        assertThat(listener.hear()).startsWith("0{");
        listener.webSocket.send("40");
        assertThat(listener.hear()).startsWith("40{");
        listener.webSocket.send("42[\"subscribe\",{\"channel\":\"" + channel + "\"}]");
        RoundTrip.on(listener.webSocket);
        return listener;
    }

    /** The next packet that is no ping. */
    public String hear() throws IOException {
        while (true) {
            String packet = webSocket.receive().toString();
            if (!packet.equals("2")) {
                return packet;
            }
            webSocket.send("3");
        }
    }

    @Override
    public void close() throws IOException {
        webSocket.close();
    }
}
