package canyon.cluster;

import canyon.cluster.ClusterMeters.Count;
import canyon.message.JsonText;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What this node says to the others, numbered, and what it hears of them, each once. Sending is safe from any thread,
 * hearing is for one.
 */
final class Bus {
    /** Senders that are remembered; more there are not, unless somebody makes them up. */
    static final int MOST_SENDERS = 10_000;

    private static final long TOLD_EVERY = Duration.ofMinutes(1).toNanos();

    private static final Logger LOG = System.getLogger(Bus.class.getName());

    private final String process;
    private final Ledger ledger;
    private final ClusterMeters meters;
    private final LongSupplier nanos;
    private final Object sending = new Object();
    private final Map<String, Long> heard = new HashMap<>();
    private long sent;

    @GuardedBy("this")
    private long told;

    @GuardedBy("this")
    private long untold;

    /** @param nanos the time, as {@link System#nanoTime} */
    Bus(String process, Ledger ledger, ClusterMeters meters, LongSupplier nanos) {
        this.process = process;
        this.ledger = ledger;
        this.meters = meters;
        this.nanos = nanos;
        this.told = nanos.getAsLong() - TOLD_EVERY;
    }

    /**
     * Tells all others, who may or may not hear it.
     *
     * @return the number of the message
     */
    long send(String kind, Map<String, JsonText> members) {
        meters.count(Count.SENT);
        synchronized (sending) {
            sent++;
            ledger.publish(text(sent, kind, members));
            return sent;
        }
    }

    /** The beginning of a message that the ledger itself sends, with a version. */
    String head(String kind, Map<String, JsonText> members) {
        return BusMessage.head(process, 0, kind, members);
    }

    /** A whole message, with its number where it goes. */
    String text(long number, String kind, Map<String, JsonText> members) {
        return BusMessage.head(process, number, kind, members) + "}";
    }

    boolean isOwn(BusMessage message) {
        return message.from().equals(process);
    }

    /** Empty if it is nothing for this node, or nothing new. */
    Optional<BusMessage> hear(byte[] bytes) {
        Optional<BusMessage> message = BusMessage.parse(bytes, meters).filter(this::isNew);
        if (message.isPresent() && !isOwn(message.get())) {
            meters.count(Count.RECEIVED);
        }
        return message;
    }

    private boolean isNew(BusMessage message) {
        if (message.seq() == 0) {
            return true;
        }
        if (heard.size() >= MOST_SENDERS) {
            heard.clear();
        }
        Long last = heard.get(message.from());
        if (last != null && message.seq() <= last) {
            meters.count(Count.REPEATED);
            return false;
        }
        heard.put(message.from(), message.seq());
        if (last != null && message.seq() > last + 1) {
            missed(message.from(), message.seq() - last - 1);
        }
        return true;
    }

    /** So many did not arrive. Safe from any thread. */
    synchronized void missed(String from, long count) {
        meters.add(Count.GAPS, count);
        untold += count;
        long now = nanos.getAsLong();
        if (now - told >= TOLD_EVERY) {
            LOG.log(
                    Level.WARNING,
                    "{0} messages between nodes did not arrive, the last of node {1}: Redis was away, or too slow",
                    untold,
                    from);
            told = now;
            untold = 0;
        }
    }
}
