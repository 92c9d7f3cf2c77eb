package canyon.redis;

import canyon.config.RedisPlace;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Looks from time to time whether the server that is listened to is still a right one, and cuts the connection if it is
 * not. It has a thread of its own, since the one that listens may have much to do, and a look may take long.
 */
final class ServerWatch implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ServerWatch.class.getName());

    private final RedisRoute route;
    private final RedisLink watched;
    private final RedisLink own;
    private final Duration period;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable WrongServerException verdict;

    private ServerWatch(RedisRoute route, RedisLink watched, RedisLink own, Duration period) {
        this.route = route;
        this.watched = watched;
        this.own = own;
        this.period = period;
    }

    /**
     * Begins, if there is anything to look at.
     *
     * @param own by which it may ask
     */
    static ServerWatch start(RedisRoute route, RedisLink watched, RedisLink own, Duration period) {
        ServerWatch watch = new ServerWatch(route, watched, own, period);
        if (route.isToBeWatched()) {
            Thread thread = new Thread(watch::look, "canyon-redis-watch");
            thread.setDaemon(true);
            thread.start();
        }
        return watch;
    }

    /** Why the connection has ended: it knows better if it was cut by this. */
    JedisException explain(JedisException end) {
        WrongServerException found = verdict;
        return found == null ? end : found;
    }

    private void look() {
        try {
            while (verdict == null && !ended.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
                lookOnce();
            }
        } catch (InterruptedException e) {
            // The server stops: nobody watches any more.
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce() {
        RedisPlace server = watched.place();
        if (server == null) {
            return;
        }
        try {
            route.confirm(server, own);
        } catch (WrongServerException e) {
            verdict = e;
            watched.cut();
        } catch (JedisException e) {
            LOG.log(Level.DEBUG, "nobody knows; that a server is silent, or gone, is found otherwise", e);
        }
    }

    @Override
    public void close() {
        ended.countDown();
        own.cut();
    }
}
