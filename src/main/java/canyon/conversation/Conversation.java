package canyon.conversation;

import canyon.channel.ChannelRegistry;
import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.ServerMessage;
import canyon.metrics.Drop;
import canyon.metrics.Meters;

/**
 * What one client says, carried out. Messages of one client come one after the other; its end may come at any moment.
 */
public final class Conversation implements ClientMessage.Receiver {
    /** Statuses of {@code subscription_error}, as an HTTP authorization would have answered. */
    private static final int BAD_NAME = 400;

    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final Connection connection;
    private final ChannelRegistry registry;
    private final SubscriptionLimits limits;
    private final Meters meters;

    public Conversation(Connection connection, ChannelRegistry registry, SubscriptionLimits limits, Meters meters) {
        this.connection = connection;
        this.registry = registry;
        this.limits = limits;
        this.meters = meters;
    }

    @Override
    public void onSubscribe(ClientMessage.Subscribe message) {
        if (message.channel().length() > limits.channelNameLength()) {
            refuse(message, BAD_NAME);
            return;
        }
        ChannelName channel;
        try {
            channel = new ChannelName(message.channel());
        } catch (IllegalArgumentException e) {
            refuse(message, BAD_NAME);
            return;
        }
        if (channel.isReserved() || channel.kind().needsAuthorization()) {
            refuse(message, FORBIDDEN);
        } else if (connection.subscriptionCount() >= limits.channelsPerConnection()
                && !connection.isSubscribed(channel)) {
            refuse(message, TOO_MANY);
        } else {
            registry.join(connection, channel);
        }
    }

    @Override
    public void onUnsubscribe(ClientMessage.Unsubscribe message) {
        try {
            registry.leave(connection, new ChannelName(message.channel()));
        } catch (IllegalArgumentException e) {
            meters.dropped(Drop.UNKNOWN_CLIENT_EVENT);
        }
    }

    @Override
    public void onUnknown(ClientMessage.Unknown message) {
        meters.dropped(Drop.UNKNOWN_CLIENT_EVENT);
    }

    /** The client is gone. */
    public void end() {
        registry.leaveAll(connection);
    }

    private void refuse(ClientMessage.Subscribe message, int status) {
        String channel = message.channel();
        String shown = channel.substring(0, Math.min(channel.length(), limits.channelNameLength()));
        connection.send(connection.protocol().encode(new ServerMessage.SubscriptionError(shown, status)));
    }
}
