package canyon.transport.socketio;

import canyon.channel.ChannelRegistry;
import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.conversation.Conversation;
import canyon.conversation.SubscriptionLimits;
import canyon.metrics.Meters;
import canyon.protocol.socketio.EchoProtocol;
import canyon.protocol.socketio.Packet;
import java.util.Optional;

/** Laravel Echo over Socket.IO, in the main namespace: each socket is a connection with a conversation. */
public final class EchoApplication implements SocketApplication {
    private final EchoProtocol protocol = new EchoProtocol();
    private final ChannelRegistry registry;
    private final Connections connections;
    private final SubscriptionLimits limits;
    private final Meters meters;

    public EchoApplication(
            ChannelRegistry registry, Connections connections, SubscriptionLimits limits, Meters meters) {
        this.registry = registry;
        this.connections = connections;
        this.limits = limits;
        this.meters = meters;
    }

    @Override
    public boolean hasNamespace(String namespace) {
        return namespace.equals(Packet.MAIN_NAMESPACE);
    }

    @Override
    public SocketListener connected(Socket socket) {
        Connection connection = new Connection(socket.id(), protocol, socket.outbox(), socket::close);
        connections.add(connection);
        return new Client(connection, new Conversation(connection, registry, limits, meters));
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
            protocol.decode(event.name(), event.arguments()).ifPresent(message -> message.deliverTo(conversation));
        }

        @Override
        public void disconnected(CloseReason reason) {
            connections.remove(connection);
            conversation.end();
        }
    }
}
