package canyon.config;

/**
 * What Redis is told of presence channels.
 *
 * @param publish whether each change is published as {@code PresenceChannelUpdated}
 * @param membersKey whether the key {@code <channel>:members} holds the members
 */
public record PresenceSettings(boolean publish, boolean membersKey) {}
