package canyon.activity;

import canyon.activity.Happening.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells watchers what happens. What nobody watches costs the reporter one volatile read; while more happens in a second
 * than may be told, the rest is only counted. Safe for use from any thread; never blocks.
 */
public final class Activity {
    private static final long SECOND = 1_000_000_000;

    private final int perSecond;
    private final LongSupplier nanos;
    private final AtomicInteger left = new AtomicInteger();
    private final LongAdder skipped = new LongAdder();
    private volatile List<Watching> watchings = List.of();

    /** Kinds that somebody watches. Never changed, only replaced. */
    private volatile Set<Kind> watched = EnumSet.noneOf(Kind.class);

    private volatile long second;

    private record Watching(Consumer<Happening> watcher, Set<Kind> kinds) {}

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

    /** Whether it makes sense to report anything of this kind. */
    public boolean isWatched(Kind kind) {
        return watched.contains(kind);
    }

    /** Tells those who watch this kind, unless there are none or too much has been told; only then is it made. */
    public void report(Kind kind, Supplier<Happening> happening) {
        if (!isWatched(kind)) {
            return;
        }
        if (!isInBudget()) {
            skipped.increment();
            return;
        }
        Happening made = happening.get();
        for (Watching watching : watchings) {
            if (watching.kinds.contains(kind)) {
                watching.watcher.accept(made);
            }
        }
    }

    /** How many were not told because too much happened, since the start. */
    public long skippedCount() {
        return skipped.sum();
    }

    /**
     * Calls the watcher with all of these kinds that happens from now on, until it is {@link #forget forgotten}; a
     * watcher that watches already, with these kinds instead.
     *
     * @param watcher called by whoever reports, maybe with locks held: must neither block nor throw
     */
    public synchronized void watch(Consumer<Happening> watcher, Set<Kind> kinds) {
        List<Watching> all = others(watcher);
        all.add(new Watching(watcher, Set.copyOf(kinds)));
        keep(all);
    }

    public synchronized void forget(Consumer<Happening> watcher) {
        keep(others(watcher));
    }

    private List<Watching> others(Consumer<Happening> watcher) {
        List<Watching> others = new ArrayList<>(watchings);
        others.removeIf(watching -> watching.watcher.equals(watcher));
        return others;
    }

    private void keep(List<Watching> all) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        all.forEach(watching -> kinds.addAll(watching.kinds));
        watchings = List.copyOf(all);
        watched = kinds;
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
