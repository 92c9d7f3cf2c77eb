package canyon.redis;

import canyon.config.RedisPlace;
import canyon.redis.ClusterSight.Range;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Which node of a Redis Cluster has which slot, as far as is known. The nodes are asked by a thread of its own. For one
 * thread, but for {@link #cut}.
 *
 * <p>Jedis' own knowledge is not used, as it opens connections that nobody can cut, and believes a node that is apart
 * from the rest.
 */
final class ClusterSlots {
    /** So often the nodes are asked, whether anything seems wrong or not. */
    private static final Duration PERIOD = Duration.ofSeconds(10);

    /** Between two times while something is wrong. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ClusterNodes nodes;
    private final ClusterLane.Ways ways;
    private @Nullable RedisPlace[] owners = new @Nullable RedisPlace[ClusterSight.SLOT_COUNT];
    private Set<RedisPlace> masters = Set.of();
    private Set<RedisPlace> failed = Set.of();

    @GuardedBy("this")
    private @Nullable ClusterSight found;

    @GuardedBy("this")
    private String failure = "no node answers in time";

    /** By which somebody asks now; null if nobody does. */
    @GuardedBy("this")
    private @Nullable RedisLink link;

    @GuardedBy("this")
    private boolean cut;

    @GuardedBy("this")
    private boolean isAsked;

    @GuardedBy("this")
    private long askedAt;

    ClusterSlots(ClusterNodes nodes, ClusterLane.Ways ways) {
        this.nodes = nodes;
        this.ways = ways;
    }

    /** Takes over what was found meanwhile, and has the nodes asked if that is long ago. */
    void follow() {
        ClusterSight sight;
        synchronized (this) {
            if (!isAsked || System.nanoTime() - askedAt >= PERIOD.toNanos()) {
                ask();
            }
            sight = found;
            found = null;
        }
        if (sight != null) {
            take(sight.slots());
            failed = sight.failed();
        }
    }

    /** Something is wrong with what is known. */
    synchronized void doubt() {
        if (!isAsked || System.nanoTime() - askedAt >= PAUSE.toNanos()) {
            ask();
        }
    }

    /**
     * Waits until anything is known.
     *
     * @return false if nothing is
     */
    boolean await() throws InterruptedException {
        long end = System.nanoTime() + ways.timeout().toNanos();
        synchronized (this) {
            for (long left = 1; masters.isEmpty() && isBeingAsked() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
            }
        }
        follow();
        return !masters.isEmpty();
    }

    @GuardedBy("this")
    private boolean isBeingAsked() {
        return link != null && found == null && !cut;
    }

    /** Why nothing is known. */
    synchronized String reason() {
        return failure;
    }

    /** Null if nobody is known to have it. */
    @Nullable
    RedisPlace owner(int slot) {
        return owners[slot];
    }

    /** Those that have slots. */
    Set<RedisPlace> masters() {
        return masters;
    }

    /**
     * Those of them from which the others hear. One that has failed keeps its slots if no replica takes over, and may
     * only be apart from the rest: what is published there stays there.
     */
    Set<RedisPlace> publishers() {
        Set<RedisPlace> heard = new LinkedHashSet<>(masters);
        heard.removeAll(failed);
        return heard.isEmpty() ? masters : heard;
    }

    /** A node says that another one has a slot. */
    void moved(int slot, RedisPlace to) {
        owners[slot] = to;
        meet(to);
        doubt();
    }

    /** A node that may be given slots. */
    void meet(RedisPlace node) {
        if (!masters.contains(node)) {
            Set<RedisPlace> more = new LinkedHashSet<>(masters);
            more.add(node);
            masters = more;
        }
    }

    private void take(List<Range> ranges) {
        @Nullable RedisPlace[] all = new @Nullable RedisPlace[ClusterSight.SLOT_COUNT];
        Set<RedisPlace> some = new LinkedHashSet<>();
        for (Range range : ranges) {
            for (int slot = range.first(); slot <= range.last(); slot++) {
                all[slot] = range.owner();
            }
            some.add(range.owner());
        }
        owners = all;
        masters = some;
    }

    @GuardedBy("this")
    private void ask() {
        if (link != null || cut) {
            return;
        }
        RedisLink way = ways.link(new ClusterRoute(nodes));
        link = way;
        isAsked = true;
        askedAt = System.nanoTime();
        Thread thread = new Thread(() -> ask(way), "canyon-redis-slots");
        thread.setDaemon(true);
        thread.start();
    }

    private void ask(RedisLink way) {
        ClusterSight sight = null;
        String reason = "";
        for (RedisPlace node : nodes.inTurn()) {
            try {
                sight = nodes.confirmed(node, way);
                if (!sight.slots().isEmpty()) {
                    break;
                }
                reason = node + " knows of no slots";
            } catch (JedisException e) {
                reason = RedisFailure.reason(e, ways.settings());
            }
        }
        way.cut();
        synchronized (this) {
            link = null;
            if (sight != null && !sight.slots().isEmpty()) {
                found = sight;
            } else {
                failure = reason;
            }
            notifyAll();
        }
    }

    /** For ever. */
    synchronized void cut() {
        cut = true;
        if (link != null) {
            link.cut();
        }
        notifyAll();
    }
}
