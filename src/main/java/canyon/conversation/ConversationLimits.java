package canyon.conversation;

/**
 * What one connection may do.
 *
 * @param channelsPerConnection channels at the same time, those that wait for authorization included; over it
 *     {@code subscription_error} 429
 * @param channelNameLength UTF-16 units of a channel's name; over it {@code subscription_error} 400
 * @param authorizations of one connection at the same time; further ones wait
 * @param presenceMembers users in one presence channel, 0 for no limit; over it {@code subscription_error} 413
 * @param presenceMemberBytes of a user's description in UTF-8; over it {@code subscription_error} 413
 * @param clientEventsPerSecond 0 for no limit; over it dropped and counted
 */
public record ConversationLimits(
        int channelsPerConnection,
        int channelNameLength,
        int authorizations,
        int presenceMembers,
        int presenceMemberBytes,
        int clientEventsPerSecond) {}
