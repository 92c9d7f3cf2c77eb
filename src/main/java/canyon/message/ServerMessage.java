package canyon.message;

import java.util.List;

/** What Canyon tells a client, before a dialect gives it its form. */
public sealed interface ServerMessage {
    /** An event on a channel. */
    record Event(ChannelName channel, String event, JsonText data) implements ServerMessage {}

    /**
     * A subscription was refused.
     *
     * @param channel the name as the client sent it, valid or not
     * @param status an HTTP status that says why; 0 if the application could not be asked
     * @param reason for people; nothing that a stranger must not know
     */
    record SubscriptionError(String channel, int status, String reason) implements ServerMessage {}

    /**
     * A client is in a presence channel: who is there, itself included.
     *
     * @param members each user once, the newest first
     */
    record PresenceSubscribed(ChannelName channel, List<Presence> members) implements ServerMessage {
        public PresenceSubscribed {
            members = List.copyOf(members);
        }
    }

    /** A user has come, with the first of its connections. */
    record PresenceJoined(ChannelName channel, Presence member) implements ServerMessage {}

    /** A user has gone, with the last of its connections. */
    record PresenceLeft(ChannelName channel, Member member) implements ServerMessage {}
}
