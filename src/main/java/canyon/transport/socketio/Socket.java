package canyon.transport.socketio;

import canyon.connection.CloseReason;
import canyon.connection.Outbox;
import canyon.message.JsonText;
import canyon.message.SocketId;
import canyon.protocol.socketio.Packet;
import canyon.protocol.socketio.PacketCodec;
import canyon.protocol.socketio.PacketType;
import canyon.transport.engineio.EngineSession;
import canyon.transport.engineio.Handshake;
import java.util.ArrayList;
import java.util.List;

/** One client in one namespace. Safe for use from any thread. */
public final class Socket {
    private final EngineSession engine;
    private final String namespace;
    private final SocketId id;
    private final JsonText payload;

    /** @param payload of the client's CONNECT packet */
    Socket(EngineSession engine, String namespace, SocketId id, JsonText payload) {
        this.engine = engine;
        this.namespace = namespace;
        this.id = id;
        this.payload = payload;
    }

    /** The id that the client knows as {@code socket.id}. */
    public SocketId id() {
        return id;
    }

    public String namespace() {
        return namespace;
    }

    /** What the client gave when it connected, an empty object if nothing; revision 5 only. */
    public JsonText payload() {
        return payload;
    }

    /** What is known of the client from the request that opened its session. */
    public Handshake handshake() {
        return engine.handshake();
    }

    /** Where whole packets can be sent, encoded for many clients. */
    public Outbox outbox() {
        return engine.outbox();
    }

    public void emit(String event, List<JsonText> arguments, List<byte[]> attachments) {
        List<JsonText> all = new ArrayList<>(arguments.size() + 1);
        all.add(JsonText.ofString(event));
        all.addAll(arguments);
        PacketType type = attachments.isEmpty() ? PacketType.EVENT : PacketType.BINARY_EVENT;
        send(new Packet(type, namespace, attachments.size(), null, JsonText.ofElements(all)), attachments);
    }

    void acknowledge(long id, List<JsonText> arguments, List<byte[]> attachments) {
        PacketType type = attachments.isEmpty() ? PacketType.ACK : PacketType.BINARY_ACK;
        send(new Packet(type, namespace, attachments.size(), id, JsonText.ofElements(arguments)), attachments);
    }

    private void send(Packet packet, List<byte[]> attachments) {
        engine.send(PacketCodec.encode(packet), attachments);
    }

    /** How the client comes at the moment, as Engine.IO calls it. */
    public String transport() {
        return engine.transport().text();
    }

    /** Tells the client that it has left the namespace: then it does not come back of its own accord. */
    void disconnect() {
        engine.send(PacketCodec.encode(Packet.of(PacketType.DISCONNECT, namespace, null)));
    }

    /** Ends the whole connection. */
    public void close(CloseReason reason) {
        engine.close(reason);
    }
}
