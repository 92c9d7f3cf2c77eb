package canyon.channel;

import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.SocketId;

/**
 * Where it is written who is in presence channels, for all nodes. What is written comes back to the registry as
 * {@link RosterStep}s, in one order on all nodes. Called with locks held: never blocks and does not call back.
 */
public interface PresenceLog {
    /** A connection wants to be a member's; it has subscribed, and is in the channel when its step comes. */
    void join(Entry entry);

    /** A connection listens no more, whether it was a member's or not. */
    void leave(ChannelName channel, SocketId socket);

    /** A connection that is no member's listens. */
    void watch(ChannelName channel);

    /**
     * Who wants in.
     *
     * @param maxMembers users in the channel at once, 0 for no limit
     * @param full called, on any thread, if it cannot get in, because of that limit
     */
    record Entry(Connection connection, ChannelName channel, Member member, int maxMembers, Runnable full) {}
}
