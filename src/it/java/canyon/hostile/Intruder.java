package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import canyon.wire.RoundTrip;
import canyon.wire.WebSocketFrame;
import java.io.IOException;

/** A WebSocket in the main namespace, from which anything can be sent. */
final class Intruder implements AutoCloseable {
    private final RawWebSocket webSocket;

    private Intruder(RawWebSocket webSocket) {
        this.webSocket = webSocket;
    }

    /** @param version of Engine.IO */
    static Intruder at(Peer peer, int version) throws IOException {
        return joined(peer.webSocket("/socket.io/?EIO=" + version + "&transport=websocket"), version);
    }

    /** One that reads nothing unless it is asked to, with next to no room for what comes. */
    static Intruder thatReadsNothing(Peer peer) throws IOException {
        return joined(peer.slowWebSocket("/socket.io/?EIO=4&transport=websocket"), 4);
    }

    private static Intruder joined(RawWebSocket webSocket, int version) throws IOException {
        assertThat(webSocket.receive().text()).startsWith("0{");
        if (version == 4) {
            webSocket.send("40");
        }
        assertThat(webSocket.receive().text()).startsWith("40");
        return new Intruder(webSocket);
    }

    RawWebSocket webSocket() {
        return webSocket;
    }

    void send(String packet) throws IOException {
        webSocket.send(packet);
    }

    void subscribe(String channel) throws IOException {
        send("42[\"subscribe\",{\"channel\":\"" + channel + "\"}]");
    }

    /** The next message or close. */
    WebSocketFrame receive() throws IOException {
        return webSocket.receive();
    }

    String hear() throws IOException {
        return receive().toString();
    }

    /** Nothing has come back, and the connection lives. */
    void isUnharmed() throws IOException {
        RoundTrip.on(webSocket);
    }

    void isClosedWith(int code) throws IOException {
        assertThat(receive()).hasToString("closed with " + code);
    }

    @Override
    public void close() throws IOException {
        webSocket.close();
    }
}
