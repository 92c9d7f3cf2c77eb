package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A client of Pusher's protocol 7 by a WebSocket, from which anything can be sent. */
public final class PusherSocket implements AutoCloseable {
    private final RawWebSocket webSocket;
    private final App app;
    private final String id;

    private PusherSocket(RawWebSocket webSocket, App app) throws IOException {
        this.webSocket = webSocket;
        this.app = app;
        id = data(hear("pusher:connection_established")).getString("socket_id");
    }

    /** Connected. */
    public static PusherSocket to(Peer peer, App app) throws IOException {
        return new PusherSocket(peer.webSocket(path(app)), app);
    }

    /** Connected, to the shared server's own application. */
    public static PusherSocket to(Peer peer) throws IOException {
        return to(peer, SignedApi.SHARED);
    }

    /** Connected, with next to no room for what it does not read. */
    public static PusherSocket slow(Peer peer) throws IOException {
        return new PusherSocket(peer.slowWebSocket(path(SignedApi.SHARED)), SignedApi.SHARED);
    }

    public static String path(App app) {
        return "/app/" + app.key() + "?protocol=7&client=js&version=8.6.0";
    }

    public String id() {
        return id;
    }

    public RawWebSocket webSocket() {
        return webSocket;
    }

    public void send(String text) throws IOException {
        webSocket.send(text);
    }

    public void send(String event, JsonObjectBuilder data) throws IOException {
        send(Json.createObjectBuilder()
                .add("event", event)
                .add("data", data)
                .build()
                .toString());
    }

    public void clientEvent(String channel, String event, String data) throws IOException {
        send(Json.createObjectBuilder()
                .add("event", event)
                .add("channel", channel)
                .add("data", data)
                .build()
                .toString());
    }

    /** Asks for a public channel. */
    public void subscribe(String channel) throws IOException {
        send("pusher:subscribe", Json.createObjectBuilder().add("channel", channel));
    }

    /**
     * Asks for a channel with the application's signature.
     *
     * @param member {@code channel_data} of a presence channel
     */
    public void subscribe(String channel, @Nullable String member) throws IOException {
        subscribe(channel, member, signature(channel, member));
    }

    public void subscribe(String channel, @Nullable String member, String auth) throws IOException {
        JsonObjectBuilder data =
                Json.createObjectBuilder().add("channel", channel).add("auth", auth);
        send("pusher:subscribe", member == null ? data : data.add("channel_data", member));
    }

    /** What the application answers as {@code auth}. */
    public String signature(String channel, @Nullable String member) {
        return app.key() + ":" + app.sign(id + ":" + channel + (member == null ? "" : ":" + member));
    }

    /** Returns when it has joined. */
    public PusherSocket join(String channel) throws IOException {
        return join(channel, null);
    }

    /** Returns when it has joined. */
    public PusherSocket join(String channel, @Nullable String member) throws IOException {
        subscribe(channel, member);
        assertThat(hear("pusher_internal:subscription_succeeded").getString("channel"))
                .isEqualTo(channel);
        return this;
    }

    /** Asks to be signed in. */
    public void signIn(String userData) throws IOException {
        send(
                "pusher:signin",
                Json.createObjectBuilder()
                        .add("auth", app.key() + ":" + app.sign(id + "::user::" + userData))
                        .add("user_data", userData));
    }

    /** The next frame that is no ping; pings are not answered. */
    public WebSocketFrame receive() throws IOException {
        WebSocketFrame frame = webSocket.receive();
        while (frame.opcode() == WebSocketFrame.PING) {
            frame = webSocket.receive();
        }
        return frame;
    }

    /** The next message. */
    public JsonObject hear() throws IOException {
        WebSocketFrame frame = receive();
        assertThat(frame.opcode()).as(frame.toString()).isEqualTo(WebSocketFrame.TEXT);
        return Packets.value(frame.text()).asJsonObject();
    }

    /** The next message, which must be of this event. */
    public JsonObject hear(String event) throws IOException {
        JsonObject message = hear();
        assertThat(message.getString("event")).as(message.toString()).isEqualTo(event);
        return message;
    }

    /** The object in a message's data, which is a string. */
    public static JsonObject data(JsonObject message) {
        return Packets.value(message.getString("data")).asJsonObject();
    }

    /** Nothing has come back, and the connection lives. */
    public void isUnharmed() throws IOException {
        send("{\"event\":\"pusher:ping\",\"data\":{}}");
        JsonObject message = hear();
        while (message.getString("event").equals("pusher:ping")) {
            // The server's own, on the way at the same moment.
            message = hear();
        }
        assertThat(message.getString("event")).as(message.toString()).isEqualTo("pusher:pong");
    }

    public void isClosedWith(int code) throws IOException {
        assertThat(receive()).hasToString("closed with " + code);
    }

    /** Drops the connection without a word. */
    @Override
    public void close() throws IOException {
        webSocket.close();
    }
}
