package canyon.cluster;

import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all nodes share. Each call is one atomic step. Those about one channel, the leases, and the messages, and what
 * goes to one shard, are carried out in the order in which they were asked for; where the ledger is several servers the
 * others may not be. Never blocks. Times are those of the ledger's own clock.
 */
public interface Ledger {
    /** Tells all nodes, this one too. */
    void publish(String message);

    /**
     * Tells the nodes that hear a shard, this one too.
     *
     * @param shard from 0
     * @param then hears how many did, 0 if nobody knows, or the ledger refuses: it is not tried again; nothing if it
     *     was too late to do so, or too much waits
     */
    void publish(int shard, String message, Then<Long> then);

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

    /** How far a channel's log has come. */
    void version(ChannelName channel, Then<Version> then);

    /**
     * Takes away all seats of a node in a channel, and tells all nodes if there were any.
     *
     * @param head of the message that all nodes are told; the ledger puts the rest to its end
     * @param then hears of the users who have no other seat, of the last time too if there is a receipt of it
     */
    void purge(ChannelName channel, String node, String head, Receipt receipt, Then<List<Member>> then);

    /** Whoever wants to know what a step has changed was told: there need not be a receipt any more. */
    void discard(ChannelName channel, String node, Receipt receipt);

    /** Makes a node's lease last from now on. */
    void renew(Lease lease, Then<Roll> then);

    /** Takes over the care for a node whose lease is over, for a time; hears whether nobody else did. */
    void claim(String node, Duration length, Then<Boolean> then);

    /** Channels in which a node may have seats. */
    void held(String node, Then<List<ChannelName>> then);

    /** A node has no seats in a channel any more. */
    void release(ChannelName channel, String node);

    /** Writes how many subscriptions a node has to a channel. */
    void count(Counting counting, Then<Totals> then);

    /**
     * Takes away the subscriptions of a node that is swept. The channel stays among those of {@link #counted}, so that
     * it can be done again, until the node is buried.
     */
    void uncount(Counting counting, Then<Totals> then);

    /** How many subscriptions a node has to a channel, as it is written. */
    void subscriptions(ChannelName channel, String node, Then<Integer> then);

    /** Channels to which a node may have subscriptions. */
    void counted(String node, Then<List<ChannelName>> then);

    /**
     * Keeps a channel's last event for a time.
     *
     * @param lost called, on any thread, if it was not kept
     */
    void keep(ChannelName channel, String event, Duration timeToLive, Runnable lost);

    /** Keeps an event of a channel for what is left of its time, unless one is kept that has more left. */
    void keepUnlessOlder(ChannelName channel, String event, Duration left);

    /** The last event of a channel, if it is kept still. */
    void last(ChannelName channel, Then<Kept> then);

    /** Forgets a node that has no seats. */
    void bury(String node, Then<Boolean> then);

    /**
     * Has a node swept, if it has no lease that was not taken care of: somebody found what it left.
     *
     * @param channels in which it has seats
     */
    void exhume(String node, Set<ChannelName> channels);

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

    /**
     * Under which the ledger keeps for a time what a step has changed: with it the step can be made again if its answer
     * was lost, and comes to the same.
     *
     * @param id tells it from other steps of the node in the channel
     * @param length for which it is kept; zero if nobody wants to know
     * @param isAgain whether the step may have been made already
     */
    record Receipt(String id, Duration length, boolean isAgain) {
        static final Receipt NONE = new Receipt("", Duration.ZERO, false);

        /** A sweep that could not be finished is tried again when its claim is over, maybe by another node. */
        private static final int LEASES = 10;

        static Receipt ofSweep(String id, Duration lease) {
            return new Receipt(id, lease.multipliedBy(LEASES), true);
        }
    }

    /**
     * How many subscriptions a node has to a channel.
     *
     * @param head of the message that all nodes are told, to the end of which the ledger puts the total; empty if they
     *     are not to be told
     */
    record Counting(ChannelName channel, String node, int subscriptions, String head, Receipt receipt) {}

    /** Subscriptions on all nodes together, without and with a change. */
    record Totals(long before, long after) {
        boolean isOccupied() {
            return before == 0 && after > 0;
        }

        boolean isVacated() {
            return before > 0 && after == 0;
        }
    }

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
        /** Had it before, under an earlier lease of its node. */
        MOVED,
        FULL
    }

    /**
     * A node says that it lives.
     *
     * @param facts that others may want to know, as JSON
     * @param longest that any lease is: one whose end is further away was written before the clock was set back
     * @param isNew whether it has no lease under this name yet
     */
    record Lease(String node, String facts, Duration length, Duration longest, boolean isNew) {}
}
