package canyon.transport.socketio;

import canyon.auth.Visitor;
import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.conversation.Conversation;
import canyon.conversation.Conversations;
import canyon.message.ClientMessage;
import canyon.protocol.socketio.EchoProtocol;
import canyon.protocol.socketio.Packet;
import canyon.transport.engineio.PageHeaders;
import java.util.Optional;

/** Laravel Echo over Socket.IO, in the main namespace: each socket is a connection with a conversation. */
public final class EchoApplication implements SocketApplication {
    private final EchoProtocol protocol;
    private final Conversations conversations;
    private final Connections connections;

    public EchoApplication(EchoProtocol protocol, Conversations conversations, Connections connections) {
        this.protocol = protocol;
        this.conversations = conversations;
        this.connections = connections;
    }

    @Override
    public boolean hasNamespace(String namespace) {
        return namespace.equals(Packet.MAIN_NAMESPACE);
    }

    @Override
    public SocketListener connected(Socket socket) {
        Connection connection = new Connection(socket.id(), protocol, socket.outbox(), socket::close);
        connections.add(connection);
        return new Client(connection, conversations.begin(connection, visitor(socket)));
    }

    private static Visitor visitor(Socket socket) {
        PageHeaders page = socket.page();
        return new Visitor(page.cookie(), page.origin(), page.referer(), page.host(), socket.payload());
    }

    private final class Client implements SocketListener {
        private final Connection connection;
        private final Conversation conversation;

        Client(Connection connection, Conversation conversation) {
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
        public void disconnected(CloseReason reason) {
            connections.remove(connection);
            conversation.end();
        }
    }
}
