package canyon.transport.socketio;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.auth.Visitor;
import canyon.config.Origins;
import canyon.connection.ClientDetails;
import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.conversation.Conversations;
import canyon.conversation.EchoConversation;
import canyon.message.ClientMessage;
import canyon.protocol.socketio.EchoProtocol;
import canyon.protocol.socketio.Packet;
import canyon.transport.engineio.EngineError;
import canyon.transport.engineio.EngineVersion;
import canyon.transport.engineio.Handshake;
import canyon.transport.engineio.PageHeaders;
import java.util.Optional;

/** Laravel Echo over Socket.IO, in the main namespace: each socket is a connection with a conversation. */
public final class EchoApplication implements SocketApplication {
    private final EchoProtocol protocol;
    private final EchoApps apps;
    private final Conversations conversations;
    private final Connections connections;

    public EchoApplication(
            EchoProtocol protocol, AppDirectory apps, Conversations conversations, Connections connections) {
        this.protocol = protocol;
        this.apps = new EchoApps(apps, connections);
        this.conversations = conversations;
        this.connections = connections;
    }

    @Override
    public boolean hasNamespace(String namespace) {
        return namespace.equals(Packet.MAIN_NAMESPACE);
    }

    @Override
    public Optional<Origins> origins(Handshake handshake) {
        return apps.current(handshake)
                .flatMap(app -> Optional.ofNullable(app.rules().origins()));
    }

    @Override
    public Optional<EngineError> refusal(Handshake handshake) {
        Optional<EngineError> refusal = apps.refusal(handshake);
        refusal.ifPresent(reason -> connections.refused(scope(handshake), reason.message()));
        return refusal;
    }

    private String scope(Handshake handshake) {
        return apps.current(handshake).map(App::scope).orElse(App.DEFAULT_SCOPE);
    }

    @Override
    public SocketListener connected(Socket socket) {
        App app = apps.current(socket.handshake()).orElse(null);
        if (app == null) {
            // It has gone since the handshake, or nobody can tell.
            connections.refused(App.DEFAULT_SCOPE, CloseReason.APP_UNKNOWN.text());
            socket.close(CloseReason.APP_UNKNOWN);
            return new Nobody();
        }
        if (connections.admissions().isClosed()) {
            // Not yet so at the handshake.
            socket.close(CloseReason.RECONNECT);
            return new Nobody();
        }
        Connection connection = new Connection(
                new Connection.Identity(app.scope(), socket.id()),
                details(socket),
                protocol,
                socket.outbox(),
                reason -> close(socket, reason));
        if (!connections.addIfRoom(connection, EchoApps.limit(app))) {
            // There was room at the handshake, but others were faster.
            connections.refused(app.scope(), CloseReason.OVER_CAPACITY.text());
            socket.close(CloseReason.OVER_CAPACITY);
            return new Nobody();
        }
        return new Client(connection, conversations.echo(connection, app, visitor(socket)));
    }

    private static ClientDetails details(Socket socket) {
        Handshake handshake = socket.handshake();
        String protocol = handshake.version() == EngineVersion.V3 ? "socket.io 3" : "socket.io 4";
        return ClientDetails.now(
                protocol,
                socket::transport,
                handshake.address(),
                handshake.page().userAgent());
    }

    private static void close(Socket socket, CloseReason reason) {
        if (reason == CloseReason.SENT_AWAY) {
            socket.disconnect();
        }
        socket.close(reason);
    }

    private static Visitor visitor(Socket socket) {
        PageHeaders page = socket.handshake().page();
        return new Visitor(page.cookie(), page.origin(), page.referer(), page.host(), socket.payload());
    }

    /** Says nothing that is heard. */
    private static final class Nobody implements SocketListener {
        @Override
        public void event(Event event, Optional<Acknowledgement> acknowledgement) {}

        @Override
        public void disconnected(CloseReason reason) {}
    }

    private final class Client implements SocketListener {
        private final Connection connection;
        private final EchoConversation conversation;

        Client(Connection connection, EchoConversation conversation) {
            this.connection = connection;
            this.conversation = conversation;
        }

        @Override
        public void event(Event event, Optional<Acknowledgement> acknowledgement) {
            // Events of Echo are JSON; what came with attachments could only be passed on without them.
            Optional<ClientMessage> message = event.attachments().isEmpty()
                    ? protocol.decode(event.name(), event.arguments())
                    : Optional.of(new ClientMessage.Unknown(event.name()));
            message.ifPresent(known -> known.deliverTo(conversation));
        }

        @Override
        public void received(int bytes) {
            connection.meters().received(bytes);
        }

        @Override
        public void disconnected(CloseReason reason) {
            connections.remove(connection, reason);
            conversation.end();
        }
    }
}
