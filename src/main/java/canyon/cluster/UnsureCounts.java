package canyon.cluster;

import canyon.cluster.Attendance.Pending;
import canyon.cluster.Attendance.Ways;
import canyon.cluster.Ledger.Receipt;
import canyon.cluster.Ledger.Totals;
import canyon.message.ChannelName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts on their way to the ledger, of which it is to be told what they change: so of each channel one after the
 * other, and written again while nobody knows what they came to. For the desk.
 */
final class UnsureCounts {
    /** Without an answer so many are written again; of more it is told what this node knows by itself. */
    static final int MOST = 10_000;

    /** Between two attempts. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** For which attempts are made; the ledger knows for twice as long what was changed. */
    private static final Duration ASKING = Duration.ofSeconds(30);

    private final Ways ways;
    private final Settled settled;
    private final Map<ChannelName, Writing> all = new HashMap<>();
    private long count;

    UnsureCounts(Ways ways, Settled settled) {
        this.ways = ways;
        this.settled = settled;
    }

    /** Hears what became of it. */
    interface Settled {
        /**
         * Called once for each.
         *
         * @param totals empty if nobody will ever know
         * @param next what was to be written after it
         */
        void hear(ChannelName channel, Pending change, Optional<Totals> totals, @Nullable Pending next);
    }

    /** One that is not answered. */
    private static final class Writing {
        private final Pending change;
        private final String id;
        private final String lease;
        private final long since;
        private @Nullable Pending next;

        Writing(Pending change, String id, String lease, long since) {
            this.change = change;
            this.id = id;
            this.lease = lease;
            this.since = since;
        }
    }

    /** Lets a change wait for what the one before it comes to. False if there is none. */
    boolean keep(ChannelName channel, Pending change) {
        Writing earlier = all.get(channel);
        if (earlier == null) {
            return false;
        }
        earlier.next = change.after(earlier.next);
        return true;
    }

    /**
     * Writes a change of a channel of which none is on its way.
     *
     * @param ended run on the desk when the ledger has answered for the first time, or has not
     */
    void write(ChannelName channel, Pending change, Runnable ended) {
        count++;
        Writing writing = new Writing(
                change,
                String.valueOf(count),
                ways.lives().lease(),
                ways.nanos().getAsLong());
        all.put(channel, writing);
        write(channel, writing, false, ended);
    }

    private void write(ChannelName channel, Writing writing, boolean isAgain, Runnable ended) {
        Receipt receipt = new Receipt(writing.id, ASKING.multipliedBy(2), isAgain);
        ways.ledger()
                .count(
                        ways.counting(channel, writing.lease, writing.change.subscriptions(), receipt),
                        totals -> ways.desk().post(() -> {
                            answered(channel, writing, totals);
                            ended.run();
                        }));
    }

    private void answered(ChannelName channel, Writing writing, Optional<Totals> totals) {
        if (all.get(channel) != writing) {
            return;
        }
        boolean isTooLong = ways.nanos().getAsLong() - writing.since >= ASKING.toNanos();
        if (totals.isPresent() || isTooLong || !ways.lives().isUp() || all.size() > MOST) {
            settle(channel, writing, totals);
            return;
        }
        ways.desk().later(AGAIN, () -> {
            if (all.get(channel) == writing) {
                write(channel, writing, true, Backlog::nobodyWaits);
            }
        });
    }

    private void settle(ChannelName channel, Writing writing, Optional<Totals> totals) {
        all.remove(channel);
        settled.hear(channel, writing.change, totals, writing.next);
    }

    /**
     * Nobody waits any longer for what those come to that are on their way now.
     *
     * @param last done before it is told: what it writes of the same channels comes after them
     */
    void giveUp(Runnable last) {
        Map<ChannelName, Writing> now = Map.copyOf(all);
        last.run();
        now.forEach((channel, writing) -> settle(channel, writing, Optional.empty()));
    }
}
