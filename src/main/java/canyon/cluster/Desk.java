package canyon.cluster;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where everything of the cluster is done, one thing after the other, on one thread: so its parts need no locks.
 * {@link #post} is safe from any thread and never waits; the rest is for the desk's own thread.
 */
final class Desk {
    /** Over so many whoever brings news waits. */
    static final int CROWDED_COUNT = 50_000;

    private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final Logger LOG = System.getLogger(Desk.class.getName());

    private final LongSupplier nanos;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::due).thenComparingLong(Alarm::order));
    private long order;

    /** @param nanos the time, as {@link System#nanoTime} */
    Desk(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Alarm(long due, long order, Runnable task) {}

    void post(Runnable task) {
        tasks.add(task);
    }

    boolean isCrowded() {
        return tasks.size() > CROWDED_COUNT;
    }

    void later(Duration delay, Runnable task) {
        order++;
        alarms.add(new Alarm(nanos.getAsLong() + delay.toNanos(), order, task));
    }

    /** Does the next thing, and waits for it at most a second. */
    void work() throws InterruptedException {
        Alarm next = alarms.peek();
        long left = next == null ? IDLE_NANOS : Math.min(IDLE_NANOS, next.due() - nanos.getAsLong());
        Runnable task = tasks.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
        if (task != null) {
            doSafely(task);
        }
        ring();
    }

    /** Does all that can be done without waiting. */
    void clear() {
        ring();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            doSafely(task);
            ring();
        }
    }

    private void ring() {
        for (Alarm due = dueAlarm(); due != null; due = dueAlarm()) {
            doSafely(due.task());
        }
    }

    private @Nullable Alarm dueAlarm() {
        Alarm next = alarms.peek();
        return next == null || next.due() - nanos.getAsLong() > 0 ? null : alarms.poll();
    }

    /** A fault costs what was to be done, never the thread. */
    private static void doSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "something between nodes was not done", e);
        }
    }
}
