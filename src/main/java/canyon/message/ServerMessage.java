package canyon.message;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Canyon tells a client, before a dialect gives it its form. Not every dialect has a form for each of them. */
public sealed interface ServerMessage {
    /**
     * An event on a channel.
     *
     * @param user the member that sent it, null if the application did
     */
    record Event(
            ChannelName channel,
            String event,
            Payload payload,
            @Nullable String user) implements ServerMessage {
        public Event(ChannelName channel, String event, JsonText data) {
            this(channel, event, new Payload(data), null);
        }

        public Event(Broadcast broadcast) {
            this(broadcast.channel(), broadcast.event(), broadcast.payload(), broadcast.user());
        }

        public JsonText data() {
            return payload.value();
        }
    }

    /** A client is in a channel that has no members. */
    record Subscribed(ChannelName channel) implements ServerMessage {}

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

    /** A cache channel was joined that holds no event. */
    record CacheMiss(ChannelName channel) implements ServerMessage {}

    /** How many connections have subscribed to a channel now. */
    record SubscriptionCount(ChannelName channel, int count) implements ServerMessage {}

    /** A client is connected. */
    record Connected(SocketId socket, Duration activityTimeout) implements ServerMessage {}

    /** Asks whether the client is there. */
    record Ping() implements ServerMessage {}

    /** Is there, as the client asked. */
    record Pong() implements ServerMessage {}

    /** The client's connection belongs to a user now, as the application described it. */
    record SignedIn(String userData) implements ServerMessage {}

    /** Users whom the client's user watches have come or gone. */
    record WatchedUsers(List<String> online, List<String> offline) implements ServerMessage {
        public WatchedUsers {
            online = List.copyOf(online);
            offline = List.copyOf(offline);
        }
    }

    /**
     * Something went wrong that concerns no subscription.
     *
     * @param code of Pusher's protocol; null if it has none for it
     * @param reason for people; nothing that a stranger must not know
     */
    record Failure(@Nullable Integer code, String reason) implements ServerMessage {}
}
