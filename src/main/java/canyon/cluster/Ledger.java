package canyon.cluster;

import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all nodes share. Each call is one atomic step. Those about one channel, the leases, and the messages, are carried
 * out in the order in which they were asked for; where the ledger is several servers the others may not be. Never
 * blocks. Times are those of the ledger's own clock.
 */
public interface Ledger {
    /** Tells all nodes, this one too. */
    void publish(String message);

    /** What is asked for from now on is carried out when all that was before is, whatever it is about. */
    default void fence() {}

    /** Gives a connection a seat, and tells all nodes if that changes anything. */
    void join(Joining joining, Then<Joined> then);

    /**
     * Takes a seat away, and tells all nodes if there was one.
     *
     * @param head of the message that all nodes are told; the ledger puts the version to its end
     * @param then hears the version
     */
    void leave(ChannelName channel, SocketId socket, String head, Then<Version> then);

    void seats(ChannelName channel, Then<Snapshot> then);

    /** The versions of these channels in their order. */
    void versions(List<ChannelName> channels, Then<List<Version>> then);

    /**
     * Takes away all seats of a node in a channel, and tells all nodes if there were any.
     *
     * @param then hears of the users who have no other seat
     */
    void purge(ChannelName channel, String node, String head, Then<List<Member>> then);

    /** Makes a node's lease last from now on. */
    void renew(Lease lease, Then<Roll> then);

    /** Takes over the care for a node whose lease is over, for a time; hears whether nobody else did. */
    void claim(String node, Duration length, Then<Boolean> then);

    /** Channels in which a node may have seats. */
    void held(String node, Then<List<ChannelName>> then);

    /** A node has no seats in a channel any more. */
    void release(ChannelName channel, String node);

    /**
     * Writes how many subscriptions a node has to a channel.
     *
     * @param head of the message that all nodes are told, to the end of which the ledger puts the total; empty if they
     *     are not to be told
     */
    void count(ChannelName channel, String node, int subscriptions, String head, Then<Totals> then);

    /** Channels to which a node may have subscriptions. */
    void counted(String node, Then<List<ChannelName>> then);

    /** Keeps a channel's last event for a time. */
    void keep(ChannelName channel, String event, Duration timeToLive);

    /** The last event of a channel, if it is kept still. */
    void last(ChannelName channel, Then<Kept> then);

    /** Forgets a node that has no seats. */
    void bury(String node, Then<Boolean> then);

    /**
     * A connection on its way to a seat.
     *
     * @param maxMembers users in the channel at once, 0 for no limit
     * @param withSeats whether the answer is to hold all seats
     * @param head of the message that all nodes are told; the ledger puts the version to its end
     */
    record Joining(
            ChannelName channel, Presence presence, String node, int maxMembers, boolean withSeats, String head) {}

    /**
     * A channel's last event.
     *
     * @param event as it was given; empty if there is none
     * @param left how long it will be kept still
     */
    record Kept(String event, Duration left) {}

    /** Subscriptions on all nodes together, without and with a change. */
    record Totals(long before, long after) {}

    /**
     * What came of it.
     *
     * @param snapshot with the new seat, if it was asked for
     */
    record Joined(Status status, Version version, @Nullable Snapshot snapshot) {}

    /** How it ended. */
    enum Status {
        SEATED,
        /** Had this very seat before. */
        UNCHANGED,
        FULL
    }

    /**
     * A node says that it lives.
     *
     * @param facts that others may want to know, as JSON
     * @param isNew whether it has no lease under this name yet
     */
    record Lease(String node, String facts, Duration length, boolean isNew) {}
}
