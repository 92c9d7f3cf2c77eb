package canyon.conversation;

/**
 * What one connection may subscribe to.
 *
 * @param channelsPerConnection channels at the same time; over it {@code subscription_error} 429
 * @param channelNameLength UTF-16 units of a channel's name; over it {@code subscription_error} 400
 */
public record SubscriptionLimits(int channelsPerConnection, int channelNameLength) {}
