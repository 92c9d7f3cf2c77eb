package canyon.activity;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells watchers what happens. While nobody watches it costs the reporter one volatile read; while more happens in a
 * second than may be told, the rest is only counted. Safe for use from any thread; never blocks.
 */
public final class Activity {
    private static final long SECOND = 1_000_000_000;

    private final int perSecond;
    private final LongSupplier nanos;
    private final List<Consumer<Happening>> watchers = new CopyOnWriteArrayList<>();
    private final AtomicInteger left = new AtomicInteger();
    private final LongAdder skipped = new LongAdder();
    private volatile boolean watched;
    private volatile long second;

    /**
     * Nobody watches yet.
     *
     * @param perSecond how much is told at most
     * @param nanos as {@link System#nanoTime}
     */
    public Activity(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.second = nanos.getAsLong();
        left.set(perSecond);
    }

    /** One that nobody watches. */
    public static Activity unwatched() {
        return new Activity(0, System::nanoTime);
    }

    /** Whether it makes sense to report anything. */
    public boolean isWatched() {
        return watched;
    }

    /** Tells the watchers, unless there are none or too much has been told; only then is it made. */
    public void report(Supplier<Happening> happening) {
        if (!watched) {
            return;
        }
        if (!isInBudget()) {
            skipped.increment();
            return;
        }
        Happening made = happening.get();
        watchers.forEach(watcher -> watcher.accept(made));
    }

    /** How many were not told because too much happened, since the start. */
    public long skippedCount() {
        return skipped.sum();
    }

    /**
     * Calls the watcher with all that happens from now on, until it is {@link #forget forgotten}.
     *
     * @param watcher called by whoever reports, maybe with locks held: must neither block nor throw
     */
    public synchronized void watch(Consumer<Happening> watcher) {
        watchers.add(watcher);
        watched = true;
    }

    public synchronized void forget(Consumer<Happening> watcher) {
        watchers.remove(watcher);
        watched = !watchers.isEmpty();
    }

    private boolean isInBudget() {
        long now = nanos.getAsLong();
        if (now - second >= SECOND) {
            // Two may do it at once: then a few more are told.
            second = now;
            left.set(perSecond);
        }
        return left.decrementAndGet() >= 0;
    }
}
