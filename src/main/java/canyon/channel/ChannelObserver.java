package canyon.channel;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import java.util.List;
import java.util.function.Supplier;

/**
 * Hears what happens to the channels of this node, for each channel in the order in which it happens. Called with locks
 * held: must not block and must not call the registry, except to {@link ChannelRegistry#tell} something.
 */
public interface ChannelObserver {
    /** Somebody listens to a channel to which nobody listened. */
    default void occupied(ChannelName channel) {}

    /** Nobody listens to a channel any more. */
    default void vacated(ChannelName channel) {}

    /** So many connections have subscribed to a channel now. */
    default void counted(ChannelName channel, int subscriptions) {}

    /** The subscribers of a channel are told how many they are. */
    default void countTold(ChannelName channel, int subscriptions) {}

    /** A user has come to a presence channel with the first of its connections. */
    default void joined(ChannelName channel, Member member) {}

    /** A user has left a presence channel with the last of its connections. */
    default void left(ChannelName channel, Member member) {}

    /**
     * A connection has joined or left a presence channel.
     *
     * @param connections gives those that are members now, the oldest first; only to be asked during the call
     */
    default void changed(ChannelName channel, Supplier<List<Presence>> connections) {}

    /**
     * This node has changed what all nodes know of the members of a presence channel, and the others may have changed
     * it since. Called without a lock, and only while there are others, or were.
     */
    default void written(ChannelName channel) {}

    /** Somebody has joined a cache channel that holds no event. */
    default void missed(ChannelName channel) {}

    /** A client has sent an event to the other subscribers of a channel. Called without a lock. */
    default void sent(Broadcast clientEvent) {}
}
