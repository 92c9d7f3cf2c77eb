package canyon.cluster;

import canyon.cluster.ClusterMeters.Count;
import canyon.message.Broadcast;
import canyon.message.JsonText;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Events on their way to the other nodes: by the shard of their channel while all nodes hear it, else by the bus. The
 * ledger says how many heard one by its shard; if somebody did not, it is sent by the bus as well, with the number that
 * it had, and all others follow it there for a while. Safe for use from any thread.
 *
 * <p>The first event that goes the one way says which was the last that went the other: whoever hears them puts them in
 * order.
 */
final class Departures {
    /** In an event on the bus: the number of the last one before it that went by the shard. */
    static final String AFTER = "after";

    /** In an event on the bus: the number that it had in the shard. */
    static final String AGAIN = "again";

    /** In an event of a shard: the number on the bus of the last one before it that went there. */
    static final String BEHIND = "behind";

    /** For which all go by the bus, after one was not heard by all; each time twice as long. */
    private static final Duration REST = Duration.ofSeconds(10);

    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private static final Logger LOG = System.getLogger(Departures.class.getName());

    private final Bus bus;
    private final Ledger ledger;
    private final ClusterMeters meters;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final Line[] lines = new Line[Shards.COUNT];

    @GuardedBy("this")
    private Duration rest = REST;

    @GuardedBy("this")
    private long restUntil;

    /** How many are to hear each event by its shard, this node too; 0 while they go by the bus. */
    private volatile int hearers;

    /** What went to one shard. */
    private static final class Line {
        private long sent;
        private long lastOnBus;
        private boolean isByShard;
    }

    /** @param timeout over twice of which nothing is sent again: nobody expects it any more */
    Departures(Bus bus, Ledger ledger, ClusterMeters meters, Duration timeout, LongSupplier nanos) {
        this.bus = bus;
        this.ledger = ledger;
        this.meters = meters;
        this.timeout = timeout;
        this.nanos = nanos;
        this.restUntil = nanos.getAsLong();
        Arrays.setAll(lines, index -> new Line());
    }

    /** Those of one channel are sent in the order in which this is called. */
    void send(Broadcast broadcast) {
        Map<String, JsonText> members = EventNews.of(broadcast);
        int shard = Shards.of(broadcast.channel());
        Line line = lines[shard];
        synchronized (line) {
            int wanted = hearers;
            if (wanted > 0) {
                sendByShard(shard, wanted, members);
            } else {
                sendByBus(line, members);
            }
        }
    }

    private void sendByBus(Line line, Map<String, JsonText> members) {
        if (line.isByShard) {
            members.put(AFTER, number(line.sent));
            line.isByShard = false;
        }
        line.lastOnBus = bus.send(EventNews.KIND, members);
    }

    private void sendByShard(int shard, int wanted, Map<String, JsonText> members) {
        Line line = lines[shard];
        line.sent++;
        Map<String, JsonText> all = members;
        if (!line.isByShard && line.lastOnBus > 0) {
            all = new LinkedHashMap<>(members);
            all.put(BEHIND, number(line.lastOnBus));
        }
        line.isByShard = true;
        meters.count(Count.SENT);
        meters.count(Count.SHARDED);
        Sent sent = new Sent(shard, line.sent, wanted, nanos.getAsLong(), members);
        ledger.publish(shard, bus.text(line.sent, EventNews.KIND, all), heardBy -> answered(sent, heardBy));
    }

    /** What went by a shard. */
    private record Sent(int shard, long number, int wanted, long since, Map<String, JsonText> members) {}

    private void answered(Sent sent, Optional<Long> heardBy) {
        if (heardBy.isPresent() && heardBy.get() >= sent.wanted()) {
            return;
        }
        rest();
        if (heardBy.isEmpty()
                || nanos.getAsLong() - sent.since() >= timeout.multipliedBy(2).toNanos()) {
            meters.count(Count.UNSENT);
            return;
        }
        Line line = lines[sent.shard()];
        synchronized (line) {
            sent.members().put(AGAIN, number(sent.number()));
            line.lastOnBus = bus.send(EventNews.KIND, sent.members());
        }
        meters.count(Count.SENT_AGAIN);
    }

    private synchronized void rest() {
        if (hearers > 0) {
            hearers = 0;
            restUntil = nanos.getAsLong() + rest.toNanos();
            LOG.log(
                    Level.INFO,
                    "not all nodes have heard an event by sharded pub/sub: for {0} seconds all go by PUBLISH",
                    rest.toSeconds());
            Duration twice = rest.multipliedBy(2);
            rest = twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
        }
    }

    /**
     * Who hears the shards is looked at from time to time.
     *
     * @param count nodes that do, with this one, if all do; 0 otherwise
     */
    synchronized void decide(int count) {
        long rested = nanos.getAsLong() - restUntil;
        if (hearers > 0 && rested >= LONGEST_REST.toNanos()) {
            rest = REST;
        }
        hearers = rested >= 0 ? count : 0;
    }

    /** Whether events go by shards now. */
    boolean areSharded() {
        return hearers > 0;
    }

    private static JsonText number(long value) {
        return new JsonText(String.valueOf(value));
    }
}
