package canyon.redis;

import canyon.config.RedisPlace;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The way to one node of a Redis Cluster. It is opened by a thread of its own, so that a node that is away keeps nobody
 * from the others. Safe for use from any thread.
 */
final class ClusterLane {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(ClusterLane.class.getName());

    private final RedisPlace place;
    private final Ways ways;
    private final Backoff backoff = new Backoff(LONGEST_PAUSE, new SplittableRandom());

    /** The last one, which may be on its way. */
    @GuardedBy("this")
    private @Nullable RedisLink link;

    /** Null while it is not open. */
    @GuardedBy("this")
    private @Nullable Pipeline pipeline;

    @GuardedBy("this")
    private boolean opening;

    @GuardedBy("this")
    private boolean cut;

    /** Why it was not reached the last time; null if it was. */
    @GuardedBy("this")
    private @Nullable String failure;

    /** When it may be tried again, of {@link System#nanoTime}. */
    @GuardedBy("this")
    private long againAt;

    ClusterLane(RedisPlace place, Ways ways) {
        this.place = place;
        this.ways = ways;
    }

    /**
     * How connections are made.
     *
     * @param timeout for connecting and for each answer
     */
    record Ways(RedisSettings settings, RedisUrl url, Duration timeout, TlsSockets tls) {
        RedisLink link(RedisRoute route) {
            return new RedisLink(route, url, timeout, tls);
        }
    }

    /** Begins to open it if it is not open, unless that has failed a moment ago. */
    synchronized void open() {
        if (cut || opening || pipeline != null || (failure != null && System.nanoTime() - againAt < 0)) {
            return;
        }
        RedisLink way = ways.link(RedisRoute.to(place));
        link = way;
        opening = true;
        Thread thread = new Thread(() -> connect(way), "canyon-redis-open");
        thread.setDaemon(true);
        thread.start();
    }

    private void connect(RedisLink way) {
        Pipeline opened = null;
        String reason = "";
        try {
            opened = new Pipeline(
                    way,
                    RedisLogin.builder(ways.url(), ways.timeout(), ways.timeout())
                            .build(),
                    ways.timeout());
            awaitAnswer(opened.connection());
        } catch (JedisException e) {
            opened = null;
            reason = RedisFailure.reason(e, ways.settings());
            way.cut();
        }
        synchronized (this) {
            opening = false;
            if (opened == null) {
                failed(reason);
            } else if (!cut) {
                back();
                pipeline = opened;
            }
            notifyAll();
        }
    }

    /** Of one that is frozen a connection is taken, too. */
    private static void awaitAnswer(Connection connection) {
        try {
            connection.executeCommand(new CommandArguments(Command.PING));
        } catch (JedisDataException e) {
            // A refusal is an answer; what comes next may be allowed.
            LOG.log(Level.DEBUG, "PING is refused", e);
        }
    }

    /**
     * Waits until it is open; not for one that was away the last time.
     *
     * @return null if it is not
     */
    synchronized @Nullable Pipeline await() throws InterruptedException {
        long end = System.nanoTime() + ways.timeout().toNanos();
        for (long left = 1; opening && failure == null && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        }
        return pipeline;
    }

    synchronized boolean isOpen() {
        return pipeline != null;
    }

    /** Why it is not open. */
    synchronized String reason() {
        return failure == null ? "connect timed out" : failure;
    }

    /** It did not do what it should: it is opened anew. */
    synchronized void fail(JedisException end) {
        if (link != null) {
            link.cut();
        }
        pipeline = null;
        failed(RedisFailure.reason(end, ways.settings()));
        open();
    }

    @GuardedBy("this")
    private void failed(String reason) {
        if (failure == null && !cut) {
            LOG.log(Level.WARNING, "node {0} of the Redis Cluster takes no commands: {1}", place, reason);
            againAt = System.nanoTime();
        } else {
            againAt = System.nanoTime() + backoff.next().toNanos();
        }
        failure = reason;
    }

    @GuardedBy("this")
    private void back() {
        if (failure != null) {
            failure = null;
            backoff.reset();
            LOG.log(Level.INFO, "node {0} of the Redis Cluster takes commands again", place);
        }
    }

    /** For ever. */
    synchronized void cut() {
        cut = true;
        pipeline = null;
        if (link != null) {
            link.cut();
        }
        notifyAll();
    }
}
