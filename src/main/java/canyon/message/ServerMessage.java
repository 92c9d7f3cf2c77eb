package canyon.message;

/** What Canyon tells a client, before a dialect gives it its form. */
public sealed interface ServerMessage {
    /** An event on a channel. */
    record Event(ChannelName channel, String event, JsonText data) implements ServerMessage {}

    /**
     * A subscription was refused.
     *
     * @param channel the name as the client sent it, valid or not
     * @param status an HTTP status that says why
     */
    record SubscriptionError(String channel, int status) implements ServerMessage {}
}
