package canyon.cluster;

import canyon.channel.Publisher;
import canyon.cluster.ClusterMeters.Count;
import canyon.message.Broadcast;
import canyon.message.JsonText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The two ways of events from node to node: the bus, which all hear, and in a Redis Cluster the shards, while all nodes
 * say that they hear them. What is said to be of the desk is for it alone.
 */
final class EventWays {
    /** Between two looks at who hears the shards. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Desk desk;
    private final Lives lives;
    private final Bus bus;
    private final ClusterMeters meters;
    private final Departures departures;
    private final Arrivals arrivals;
    private final Hearers hearers;

    /** Whether this node is to hear shards. */
    private volatile boolean isSharded;

    private volatile boolean isHeard;

    EventWays(Desk desk, NodeName node, Way way, Duration timeout, LongSupplier nanos) {
        this.desk = desk;
        this.lives = way.lives();
        this.bus = way.bus();
        this.meters = way.meters();
        departures = new Departures(bus, way.ledger(), meters, timeout, nanos);
        arrivals = new Arrivals(way.publisher()::relay, bus, meters, this::ring, timeout, nanos);
        hearers = new Hearers(node, nanos);
    }

    /** What is at its beginning and at its end. */
    record Way(Lives lives, Bus bus, Ledger ledger, Publisher publisher, ClusterMeters meters) {}

    /** The desk must not wait for clients. */
    private void ring(Duration after, Arrivals.Task task) {
        desk.post(() -> desk.later(after, () -> {
            Thread thread = new Thread(() -> runSafely(task), "canyon-cluster-held");
            thread.setDaemon(true);
            thread.start();
        }));
    }

    private static void runSafely(Arrivals.Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            // Canyon is stopping.
            Thread.currentThread().interrupt();
        }
    }

    /** To all other nodes. Safe from any thread. */
    void send(Broadcast broadcast) {
        departures.send(broadcast);
    }

    /** Whether events go by shards now. Safe from any thread. */
    boolean areSharded() {
        return departures.areSharded();
    }

    /**
     * An event has come by the bus. Called by one thread.
     *
     * @throws InterruptedException if this node stops meanwhile
     */
    void hearOnBus(BusMessage message) throws InterruptedException {
        Optional<Broadcast> broadcast = EventNews.parse(message);
        if (broadcast.isEmpty()) {
            meters.count(Count.GARBAGE);
            return;
        }
        long again = message.number(Departures.AGAIN).orElse(0);
        if (again > 0) {
            arrivals.again(message.from(), again, broadcast.get());
        } else {
            arrivals.plain(message.from(), message.number(Departures.AFTER).orElse(0), broadcast.get());
        }
    }

    /**
     * All that another node's message on the bus asked for is done. Called by one thread.
     *
     * @throws InterruptedException if this node stops meanwhile
     */
    void passed(BusMessage message) throws InterruptedException {
        if (isSharded && message.seq() > 0) {
            arrivals.passed(message.from(), message.seq());
        }
    }

    /**
     * Something has come by a shard. Safe from any thread; each shard's are for one at a time.
     *
     * @throws InterruptedException if this node stops meanwhile
     */
    void hearInShard(byte[] bytes) throws InterruptedException {
        Optional<BusMessage> some = BusMessage.parse(bytes, meters);
        if (some.isEmpty() || bus.isOwn(some.get())) {
            return;
        }
        BusMessage message = some.get();
        Optional<Broadcast> broadcast = EventNews.parse(message);
        if (!message.kind().equals(EventNews.KIND) || message.seq() <= 0 || broadcast.isEmpty()) {
            meters.count(message.kind().equals(EventNews.KIND) ? Count.GARBAGE : Count.FOREIGN);
            return;
        }
        meters.count(Count.RECEIVED);
        arrivals.numbered(
                message.from(), message.seq(), message.number(Departures.BEHIND).orElse(0), broadcast.get());
    }

    /** All shards are heard, or not any more, or not yet. Of the desk. */
    void heard(boolean all) {
        isHeard = all;
        if (all) {
            arrivals.hear();
        }
        if (!isSharded) {
            isSharded = true;
            lookAgain();
        }
        look();
    }

    /** Whether nothing is missing that this node is to hear. Of the desk. */
    boolean isComplete() {
        return isHeard || !isSharded;
    }

    /** Says whether this node hears all shards. */
    void say(Map<String, JsonText> members) {
        Hearers.say(isHeard, members);
    }

    /** Another node has told of itself. Of the desk. */
    void hear(BusMessage message) {
        hearers.hear(message);
        look();
    }

    private void lookAgain() {
        look();
        desk.later(LOOK_AGAIN, this::lookAgain);
    }

    /** Those that live, or what they hear, may be others than before. Of the desk. */
    void look() {
        if (isSharded) {
            departures.decide(
                    isHeard && lives.isUp() ? hearers.count(lives.living().keySet()) : 0);
        }
    }

    /** Those are gone that have no lease. Of the desk. */
    void keepOnly() {
        hearers.keepOnly(lives.living().keySet());
    }
}
