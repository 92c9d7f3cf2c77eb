package canyon.conversation;

import canyon.auth.AuthRequest;
import canyon.auth.Visitor;
import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.ServerMessage;
import canyon.metrics.Drop;
import java.util.Optional;

/**
 * What one client says, carried out. Messages of one client come one after the other; its end may come at any moment.
 */
public final class Conversation implements ClientMessage.Receiver {
    /** Statuses of {@code subscription_error}, as an HTTP authorization would have answered. */
    private static final int BAD_REQUEST = 400;

    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final Connection connection;
    private final Visitor visitor;
    private final Services services;
    private final Subscriptions subscriptions;
    private final ClientEvents clientEvents;

    Conversation(Connection connection, Visitor visitor, Services services) {
        this.connection = connection;
        this.visitor = visitor;
        this.services = services;
        this.subscriptions = new Subscriptions(connection, services);
        this.clientEvents = new ClientEvents(connection, services);
    }

    @Override
    public void onSubscribe(ClientMessage.Subscribe message) {
        ConversationLimits limits = services.limits();
        Optional<ChannelName> found = channel(message.channel());
        if (found.isEmpty()) {
            String reason = "a channel name has 1 to " + limits.channelNameLength()
                    + " characters, none of them a control character";
            refuse(message.channel(), BAD_REQUEST, reason);
            return;
        }
        ChannelName channel = found.get();
        if (channel.isReserved()) {
            refuse(message.channel(), FORBIDDEN, "this name is kept for Canyon and Redis");
        } else if (subscriptions.wouldExceed(limits.channelsPerConnection(), channel)) {
            refuse(
                    message.channel(),
                    TOO_MANY,
                    "a connection joins at most " + limits.channelsPerConnection() + " channels");
        } else if (channel.kind().needsAuthorization()) {
            if (message.auth().text().length() > Subscriptions.MAX_HELD_CHARACTERS) {
                refuse(message.channel(), BAD_REQUEST, "the credentials are too large");
                return;
            }
            AuthRequest request = new AuthRequest(channel, connection.id(), message.auth(), visitor);
            if (!subscriptions.request(request)) {
                String reason = "subscriptions that wait hold at most " + Subscriptions.MAX_HELD_CHARACTERS
                        + " characters of credentials";
                refuse(message.channel(), TOO_MANY, reason);
            }
        } else {
            services.registry().join(connection, channel);
        }
    }

    @Override
    public void onUnsubscribe(ClientMessage.Unsubscribe message) {
        channel(message.channel()).ifPresentOrElse(subscriptions::leave, this::dropped);
    }

    @Override
    public void onClientEvent(ClientMessage.ClientEvent message) {
        channel(message.channel())
                .ifPresentOrElse(
                        channel -> clientEvents.relay(channel, message.event(), message.data()), this::dropped);
    }

    @Override
    public void onUnknown(ClientMessage.Unknown message) {
        dropped();
    }

    private void dropped() {
        services.meters().dropped(Drop.UNKNOWN_CLIENT_EVENT);
    }

    /** The client is gone. */
    public void end() {
        subscriptions.end();
    }

    private Optional<ChannelName> channel(String name) {
        if (name.length() > services.limits().channelNameLength()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ChannelName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void refuse(String channel, int status, String reason) {
        String shown = channel.substring(
                0, Math.min(channel.length(), services.limits().channelNameLength()));
        connection.send(connection.protocol().encode(new ServerMessage.SubscriptionError(shown, status, reason)));
    }
}
