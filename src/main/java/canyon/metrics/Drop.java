package canyon.metrics;

/** Why something was not passed on. */
public enum Drop {
    REDIS_NOT_JSON("not a JSON object"),
    REDIS_NO_EVENT("no event, or its name is no string"),
    REDIS_TOO_BIG("larger than canyon.limits.redis-message-bytes"),
    REDIS_CHANNEL("no name of a channel"),
    REDIS_NOT_OURS("carries none of the prefixes of canyon.redis.prefix"),
    RESERVED_CHANNEL("a name that Canyon or Redis use themselves"),
    RESERVED_EVENT("an event name that Socket.IO clients keep for themselves, so that they do not get it"),
    EVENT_NAME_TOO_LONG("event name longer than canyon.limits.event-name-length"),
    UNKNOWN_CLIENT_EVENT("an event that nobody handles"),
    CLIENT_EVENT_REFUSED("a client event of no member of the channel, or whose name does not begin with client-"),
    CLIENT_EVENT_RATE("more client events than canyon.limits.client-events-per-second"),
    CLIENT_EVENT_OVERLOAD("a client event while canyon.limits.intake-bytes waited already"),
    PRESENCE_UPDATE("a change of members that Redis did not take"),
    WEBHOOK_OVERFLOW("a webhook event while canyon.webhooks.queue-bytes waited for its endpoint already"),
    WEBHOOK_UNDELIVERED("a webhook event that its endpoint did not take within canyon.webhooks.retry-time");

    private final String text;

    Drop(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
