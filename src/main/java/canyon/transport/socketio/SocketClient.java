package canyon.transport.socketio;

import canyon.connection.CloseReason;
import canyon.message.JsonText;
import canyon.message.SocketId;
import canyon.metrics.AppMeters;
import canyon.protocol.MalformedMessageException;
import canyon.protocol.socketio.Packet;
import canyon.protocol.socketio.PacketAssembly;
import canyon.protocol.socketio.PacketAssembly.Assembled;
import canyon.protocol.socketio.PacketCodec;
import canyon.protocol.socketio.PacketType;
import canyon.protocol.socketio.Revision;
import canyon.transport.engineio.EngineHandler;
import canyon.transport.engineio.EngineSession;
import canyon.transport.engineio.EngineVersion;
import canyon.transport.socketio.SocketListener.Acknowledgement;
import canyon.transport.socketio.SocketListener.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's namespaces. Messages come one after the other; its end may come at any moment, so that a namespace
 * joined at that moment is left again.
 */
final class SocketClient implements EngineHandler {
    /** More than any real client joins. */
    private static final int MAX_NAMESPACES = 100;

    /** The payload of a connect is kept as long as the client; no credentials are longer. */
    private static final int MAX_PAYLOAD_LENGTH = 16 * 1024;

    private static final JsonText INVALID_NAMESPACE = new JsonText("\"Invalid namespace\"");
    private static final JsonText INVALID_NAMESPACE_V5 = new JsonText("{\"message\":\"Invalid namespace\"}");

    private final EngineSession engine;
    private final SocketApplication application;
    private final Revision revision;
    private final PacketAssembly assembly;
    private final long connectDeadline;
    private final Map<String, Joined> namespaces = new HashMap<>(2);
    private int bytes;
    private boolean joinedOnce;
    private @Nullable CloseReason ended;

    SocketClient(EngineSession engine, SocketApplication application, Duration connectTimeout, int maxAttachmentBytes) {
        this.engine = engine;
        this.application = application;
        this.revision = engine.version() == EngineVersion.V3 ? Revision.V4 : Revision.V5;
        this.assembly = new PacketAssembly(maxAttachmentBytes);
        this.connectDeadline = System.nanoTime() + connectTimeout.toNanos();
    }

    private record Joined(Socket socket, SocketListener listener) {}

    /** Clients of revision 4 are in the main namespace from the beginning. */
    void open() {
        if (revision == Revision.V4) {
            join(Packet.MAIN_NAMESPACE, JsonText.EMPTY_OBJECT);
        }
    }

    @Override
    public void text(String message) throws MalformedMessageException {
        bytes = AppMeters.utf8Bytes(message);
        Optional<Assembled> whole = assembly.text(message);
        if (whole.isPresent()) {
            receive(whole.get());
        }
    }

    @Override
    public void binary(byte[] message) throws MalformedMessageException {
        bytes += message.length;
        Optional<Assembled> whole = assembly.binary(message);
        if (whole.isPresent()) {
            receive(whole.get());
        }
    }

    private void receive(Assembled whole) throws MalformedMessageException {
        Packet packet = whole.packet();
        switch (packet.type()) {
            case CONNECT -> connect(packet);
            case DISCONNECT -> leave(packet.namespace(), CloseReason.CLIENT_CLOSED);
            case EVENT, BINARY_EVENT -> hear(whole);
            case ACK, BINARY_ACK, CONNECT_ERROR -> require(isJoined(packet.namespace()), "namespace was not joined");
            case UNKNOWN -> require(false, "unknown packet type");
        }
    }

    /** What revision 5 closes the connection for, revision 4 ignores, as recorded. */
    private void require(boolean condition, String otherwise) throws MalformedMessageException {
        if (!condition && revision == Revision.V5) {
            throw new MalformedMessageException(otherwise);
        }
    }

    private void connect(Packet packet) throws MalformedMessageException {
        JsonText data = packet.data();
        if (data != null && data.text().length() > MAX_PAYLOAD_LENGTH) {
            throw new MalformedMessageException(
                    "the payload of a connect may have " + MAX_PAYLOAD_LENGTH + " characters");
        }
        require(data == null || data.isObject(), "the payload of a connect must be an object");
        if (isJoined(packet.namespace())) {
            return;
        }
        if (application.hasNamespace(packet.namespace()) && joinedCount() < MAX_NAMESPACES) {
            join(packet.namespace(), data != null && data.isObject() ? data : JsonText.EMPTY_OBJECT);
        } else {
            JsonText error = revision == Revision.V4 ? INVALID_NAMESPACE : INVALID_NAMESPACE_V5;
            engine.send(PacketCodec.encode(Packet.of(PacketType.CONNECT_ERROR, packet.namespace(), error)));
        }
    }

    private void join(String namespace, JsonText payload) {
        Socket socket = new Socket(engine, namespace, socketId(namespace), payload);
        JsonText data = revision == Revision.V4
                ? null
                : new JsonText(
                        "{\"sid\":" + JsonText.ofString(socket.id().text()).text() + "}");
        engine.send(PacketCodec.encode(Packet.of(PacketType.CONNECT, namespace, data)));
        SocketListener listener = application.connected(socket);
        CloseReason tooLate;
        synchronized (namespaces) {
            joinedOnce = true;
            tooLate = ended;
            if (tooLate == null) {
                namespaces.put(namespace, new Joined(socket, listener));
            }
        }
        if (tooLate != null) {
            listener.disconnected(tooLate);
        }
    }

    /** In revision 4 the session id, with the namespace in front where it is not the main one. */
    private SocketId socketId(String namespace) {
        if (revision == Revision.V5) {
            return SocketId.random();
        }
        return new SocketId(namespace.equals(Packet.MAIN_NAMESPACE) ? engine.id() : namespace + '#' + engine.id());
    }

    private void leave(String namespace, CloseReason reason) {
        Joined left;
        synchronized (namespaces) {
            left = namespaces.remove(namespace);
        }
        if (left != null) {
            left.listener().disconnected(reason);
        }
    }

    private void hear(Assembled whole) throws MalformedMessageException {
        Packet packet = whole.packet();
        Joined joined;
        synchronized (namespaces) {
            joined = namespaces.get(packet.namespace());
        }
        require(joined != null, "namespace was not joined");
        JsonText data = packet.data();
        // An event without a payload has no name; both recorded servers ignore it.
        if (joined == null || data == null) {
            return;
        }
        List<JsonText> elements = data.elements();
        require(!elements.isEmpty(), "an event must have a name");
        if (!elements.isEmpty() && elements.get(0).isString()) {
            List<JsonText> arguments = List.copyOf(elements.subList(1, elements.size()));
            Event event = new Event(elements.get(0).string(), arguments, whole.attachments());
            joined.listener().received(bytes);
            joined.listener().event(event, acknowledgement(joined.socket(), packet.id()));
        }
    }

    private static Optional<Acknowledgement> acknowledgement(Socket socket, @Nullable Long id) {
        return Optional.ofNullable(id)
                .map(number -> (arguments, attachments) -> socket.acknowledge(number, arguments, attachments));
    }

    private boolean isJoined(String namespace) {
        synchronized (namespaces) {
            return namespaces.containsKey(namespace);
        }
    }

    private int joinedCount() {
        synchronized (namespaces) {
            return namespaces.size();
        }
    }

    @Override
    public void closed(CloseReason reason) {
        List<Joined> last;
        synchronized (namespaces) {
            ended = reason;
            last = new ArrayList<>(namespaces.values());
            namespaces.clear();
        }
        last.forEach(joined -> joined.listener().disconnected(reason));
    }

    @Override
    public void check(long nanos) {
        boolean waits;
        synchronized (namespaces) {
            waits = !joinedOnce;
        }
        if (waits && nanos - connectDeadline >= 0) {
            engine.close(CloseReason.CONNECT_TIMEOUT);
        }
    }
}
