package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import canyon.wire.RoundTrip;
import canyon.wire.WebSocketFrame;
import jakarta.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WebSocket in the main namespace, from which anything can be sent. */
final class Intruder implements AutoCloseable {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final RawWebSocket webSocket;
    private final String id;

    private Intruder(RawWebSocket webSocket, String id) {
        this.webSocket = webSocket;
        this.id = id;
    }

    /** @param version of Engine.IO */
    static Intruder at(Peer peer, int version) throws IOException {
        return at(peer, version, Map.of());
    }

    /** @param headers of the handshake */
    static Intruder at(Peer peer, int version, Map<String, String> headers) throws IOException {
        return joined(peer.webSocket("/socket.io/?EIO=" + version + "&transport=websocket", headers), version, "");
    }

    /** @param payload of its connect, JSON */
    static Intruder connectedWith(Peer peer, String payload) throws IOException {
        return joined(peer.webSocket("/socket.io/?EIO=4&transport=websocket"), 4, payload);
    }

    /** One that reads nothing unless it is asked to, with next to no room for what comes. */
    static Intruder thatReadsNothing(Peer peer) throws IOException {
        return joined(peer.slowWebSocket("/socket.io/?EIO=4&transport=websocket"), 4, "");
    }

    private static Intruder joined(RawWebSocket webSocket, int version, String payload) throws IOException {
        String handshake = webSocket.receive().text();
        assertThat(handshake).startsWith("0{");
        if (version == 4) {
            webSocket.send("40" + payload);
        }
        String connected = webSocket.receive().text();
        assertThat(connected).startsWith("40");
        Matcher sid = SID.matcher(version == 4 ? connected : handshake);
        assertThat(sid.find()).as("a sid in " + connected).isTrue();
        return new Intruder(webSocket, sid.group(1));
    }

    /** That Laravel is told as {@code X-Socket-ID}. */
    String id() {
        return id;
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

    /** Asks for a channel as user {@code number} of the application. */
    void subscribe(String channel, int number) throws IOException {
        subscribe(channel, "{\"headers\":{\"Authorization\":\"Bearer good:" + number + "\"}}");
    }

    /** @param auth JSON */
    void subscribe(String channel, String auth) throws IOException {
        send("42[\"subscribe\",{\"channel\":" + Json.createValue(channel) + ",\"auth\":" + auth + "}]");
    }

    void unsubscribe(String channel) throws IOException {
        send("42[\"unsubscribe\",{\"channel\":" + Json.createValue(channel) + "}]");
    }

    /** @param data JSON */
    void whisper(String channel, String event, String data) throws IOException {
        send("42[\"client event\",{\"channel\":" + Json.createValue(channel) + ",\"event\":" + Json.createValue(event)
                + ",\"data\":" + data + "}]");
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
