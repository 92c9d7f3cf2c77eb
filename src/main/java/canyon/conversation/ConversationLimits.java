package canyon.conversation;

/**
 * What one connection may do, of whichever application.
 *
 * @param channelsPerConnection channels at the same time, those that wait for authorization included; over it
 *     {@code subscription_error} 429
 * @param authorizations of one connection that are asked for at the same time; further ones wait
 */
public record ConversationLimits(int channelsPerConnection, int authorizations) {}
