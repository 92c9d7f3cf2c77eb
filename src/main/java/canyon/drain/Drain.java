package canyon.drain;

import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Connections;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a node out of service: newcomers are refused, and those who are connected are told to connect again, spread
 * evenly over a time, so that the nodes that take them are not hit by all at once. Safe for use from any thread.
 *
 * <p>What ends a client's connection is the end of its transport, since clients of Socket.IO do not come back after a
 * disconnect packet. Whoever leaves by itself meanwhile is not waited for.
 */
public final class Drain {
    private static final Duration STEP = Duration.ofMillis(50);

    private static final Logger LOG = System.getLogger(Drain.class.getName());

    private final Connections connections;
    private final Executor threads;
    private final Comparator<Connection> order;
    private final Consumer<String> news;
    private final LongSupplier nanos;

    @GuardedBy("this")
    private @Nullable Departure departure;

    @GuardedBy("this")
    private Duration time = Duration.ZERO;

    private final AtomicInteger sentAway = new AtomicInteger();

    private volatile boolean draining;

    /**
     * Nobody is sent away yet.
     *
     * @param threads runs each task on a thread of its own
     * @param order who goes first; those who are equal go as it happens
     * @param news is told in a sentence of the beginning and of the end; must not block
     */
    public Drain(Connections connections, Executor threads, Comparator<Connection> order, Consumer<String> news) {
        this(connections, threads, order, news, System::nanoTime);
    }

    /** @param nanos the time, as {@link System#nanoTime} */
    Drain(
            Connections connections,
            Executor threads,
            Comparator<Connection> order,
            Consumer<String> news,
            LongSupplier nanos) {
        this.connections = connections;
        this.threads = threads;
        this.order = order;
        this.news = news;
        this.nanos = nanos;
    }

    /**
     * Begins, and returns at once. Those who are still there when a drain runs already get the new time.
     *
     * @param over zero sends everybody away at once
     */
    public void begin(Duration over) {
        Departure begun = plan(over);
        threads.execute(() -> run(begun));
    }

    /** As {@link #begin}, but returns when nobody is connected any more, or when its thread is interrupted. */
    public void complete(Duration over) {
        run(plan(over));
    }

    /** Takes newcomers again. Whoever has not been sent away stays. */
    public void cancel() {
        synchronized (this) {
            departure = null;
            sentAway.set(0);
            if (!draining) {
                return;
            }
            draining = false;
            connections.admissions().open();
        }
        tell("the drain is cancelled, newcomers are taken again");
    }

    /** From its beginning until it is cancelled, also when nobody is left. */
    public boolean isDraining() {
        return draining;
    }

    /** Who has been told to leave since the beginning. */
    public synchronized SentAway sentAway() {
        return new SentAway(sentAway.get(), time);
    }

    private Departure plan(Duration over) {
        Departure begun;
        synchronized (this) {
            draining = true;
            connections.admissions().close();
            begun = new Departure(connections.all(), order, nanos.getAsLong(), over);
            departure = begun;
            if (begun.count() > 0) {
                time = over;
            }
        }
        tell("draining: newcomers are refused, %d clients are told within %s to connect again"
                .formatted(begun.count(), over));
        return begun;
    }

    private void tell(String sentence) {
        LOG.log(Level.INFO, sentence);
        news.accept(sentence);
    }

    private void run(Departure mine) {
        while (!step(mine) && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, STEP.toNanos());
        }
    }

    /** Sends away those whose turn it is. True if nothing is left to be done. */
    private boolean step(Departure mine) {
        if (!isCurrent(mine)) {
            return true;
        }
        mine.due(nanos.getAsLong()).forEach(this::sendAway);
        if (connections.count() > 0 && !mine.isOver()) {
            return false;
        }
        // Those who came in at the moment of the beginning.
        connections.all().forEach(this::sendAway);
        end(mine);
        tell("drained: nobody is connected any more");
        return true;
    }

    /** As its thread does it. */
    boolean step() {
        Departure current;
        synchronized (this) {
            current = departure;
        }
        return current == null || step(current);
    }

    private synchronized void end(Departure mine) {
        if (departure == mine) {
            departure = null;
        }
    }

    private synchronized boolean isCurrent(Departure mine) {
        return departure == mine;
    }

    private void sendAway(Connection client) {
        if (client.hasEnded()) {
            return;
        }
        sentAway.incrementAndGet();
        try {
            client.close(CloseReason.RECONNECT);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "a client could not be sent away", e);
        }
    }
}
