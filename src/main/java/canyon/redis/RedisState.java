package canyon.redis;

/** How Canyon stands with Redis. */
public enum RedisState {
    /** None is configured. */
    DISABLED,
    /** Not reached since the start. */
    CONNECTING,
    /** Subscribed: what Laravel publishes arrives. */
    CONNECTED,
    /** Reached before, now not; what Laravel publishes meanwhile is lost. */
    LOST
}
