package canyon.conversation;

import canyon.channel.ChannelRegistry;
import canyon.connection.Connection;
import canyon.metrics.Meters;

/** Begins a conversation with each client, under the same limits. Safe for use from any thread. */
public final class Conversations {
    private final ChannelRegistry registry;
    private final SubscriptionLimits limits;
    private final Meters meters;

    public Conversations(ChannelRegistry registry, SubscriptionLimits limits, Meters meters) {
        this.registry = registry;
        this.limits = limits;
        this.meters = meters;
    }

    public Conversation begin(Connection connection) {
        return new Conversation(connection, registry, limits, meters);
    }
}
