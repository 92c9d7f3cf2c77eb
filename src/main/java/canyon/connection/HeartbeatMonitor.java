package canyon.connection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One coarse timer for all connections: every tick it asks each of them what is due. A deadline is found at the first
 * tick after it, so at most 1/20 of the shortest time-out late, and costs no timer, task or queue of its own.
 */
public final class HeartbeatMonitor implements Runnable {
    /** A tick for each 20th part of the shortest time-out. */
    private static final int TICKS_PER_TIMEOUT = 20;

    private static final Duration LONGER_THAN_ANY_TIMEOUT = Duration.ofDays(1);

    private static final Logger LOG = System.getLogger(HeartbeatMonitor.class.getName());

    private final Duration tick;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean running = true;

    /** @param shortestTimeout of all that the watched connections wait for */
    public HeartbeatMonitor(Duration shortestTimeout) {
        this.tick = shortestTimeout.dividedBy(TICKS_PER_TIMEOUT);
    }

    public void watch(Watched connection) {
        watched.add(connection);
    }

    public void forget(Watched connection) {
        watched.remove(connection);
    }

    /** How many are watched. */
    public int count() {
        return watched.size();
    }

    /** Ticks until {@link #stop} or until its thread is interrupted. */
    @Override
    public void run() {
        while (running && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(tick.toNanos());
            check(System.nanoTime());
        }
    }

    /** @param nanos the time of {@link System#nanoTime} */
    void check(long nanos) {
        for (Watched connection : watched) {
            try {
                connection.check(nanos);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "a connection failed in its heartbeat and is closed", e);
                end(connection);
            }
        }
    }

    /** Whatever is wrong with this one, the timer of the others goes on. */
    private static void end(Watched connection) {
        try {
            connection.fault();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "closing a connection failed", e);
        }
    }

    public void stop() {
        running = false;
    }

    /** Lets the time of all be over: what is closed and has not come to its end is ended by force. */
    public void expire() {
        check(System.nanoTime() + LONGER_THAN_ANY_TIMEOUT.toNanos());
    }

    /** Something with deadlines. */
    public interface Watched {
        /** Does what is due; never blocks. */
        void check(long nanos);

        /** {@link #check} threw: end yourself. */
        void fault();
    }
}
