package canyon.config;

/**
 * What Redis is told of presence channels.
 *
 * @param publish whether each change is published as {@code PresenceChannelUpdated}
 * @param membersKey whether the key {@code <channel>:members} holds the members
 * @param queue members in changes that may wait while Redis is away; over it the oldest are not published any more
 */
public record PresenceSettings(boolean publish, boolean membersKey, int queue) {
    public PresenceSettings {
        Keys.PRESENCE_QUEUE.require(queue);
    }

    /** Whether Redis is told anything. */
    public boolean isTold() {
        return publish || membersKey;
    }
}
