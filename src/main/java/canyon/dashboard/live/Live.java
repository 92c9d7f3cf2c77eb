package canyon.dashboard.live;

import canyon.activity.Activity;
import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.dashboard.statistics.Point;
import canyon.dashboard.statistics.Statistics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Shows what happens to all who watch. Whoever reports puts it down and goes on; the thread that runs this filters and
 * writes, and waits while nobody watches. Safe for use from any thread.
 */
public final class Live implements Runnable {
    /** That wait for the thread; more are only counted. */
    private static final int MAX_WAITING = 5_000;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int PING_SECONDS = 15;
    private static final Logger LOG = System.getLogger(Live.class.getName());

    private final Activity activity;
    private final Statistics statistics;
    private final UnaryOperator<String> ids;
    private final int maxWatchers;
    private final BlockingQueue<Happening> happenings = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Consumer<Happening> recorder = this::record;
    private final LongAdder overflow = new LongAdder();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private boolean stopped;
    private long skippedBefore;
    private long seconds;
    private boolean failed;
    private @Nullable Point shown;

    /**
     * Nobody watches yet.
     *
     * @param ids of applications, by their scopes
     * @param maxWatchers at once
     */
    public Live(Activity activity, Statistics statistics, UnaryOperator<String> ids, int maxWatchers) {
        this.activity = activity;
        this.statistics = statistics;
        this.ids = ids;
        this.maxWatchers = maxWatchers;
    }

    private void record(Happening happening) {
        if (!happenings.offer(happening)) {
            overflow.increment();
        }
    }

    synchronized boolean hasRoom() {
        removeThoseWhoLeft();
        return !stopped && watchers.size() < maxWatchers;
    }

    /**
     * Shows to one more.
     *
     * @return false if there are too many already
     */
    synchronized boolean add(Watcher watcher) {
        if (stopped || watchers.size() >= maxWatchers) {
            return false;
        }
        if (watchers.isEmpty()) {
            skippedBefore = skipped();
        }
        watchers.add(watcher);
        watchWhatIsWanted();
        notifyAll();
        return true;
    }

    private synchronized void removeThoseWhoLeft() {
        if (watchers.removeIf(watcher -> watcher.stream().isOver())) {
            watchWhatIsWanted();
        }
    }

    /** What no stream shows is not even made. */
    private void watchWhatIsWanted() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        watchers.forEach(watcher -> kinds.addAll(watcher.filter().kinds()));
        if (kinds.isEmpty()) {
            activity.forget(recorder);
            happenings.clear();
        } else {
            activity.watch(recorder, kinds);
        }
    }

    /** Ends all streams. */
    public synchronized void stop() {
        stopped = true;
        activity.forget(recorder);
        watchers.forEach(watcher -> watcher.stream().end());
        watchers.clear();
    }

    private long skipped() {
        return activity.skippedCount() + overflow.sum();
    }

    /** Until the thread is interrupted. */
    @Override
    public void run() {
        try {
            long next = System.nanoTime();
            while (true) {
                if (awaitWatcher()) {
                    next = System.nanoTime() + SECOND;
                }
                showUntil(next);
                try {
                    tick();
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "the live streams miss a second", e);
                }
                next += SECOND;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True if it had to wait. */
    private synchronized boolean awaitWatcher() throws InterruptedException {
        boolean waited = false;
        while (watchers.isEmpty()) {
            waited = true;
            wait();
        }
        return waited;
    }

    private void showUntil(long end) throws InterruptedException {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            Happening happening = happenings.poll(left, TimeUnit.NANOSECONDS);
            if (happening != null) {
                show(happening);
            }
        }
    }

    /** A fault costs what it meets, not the thread. */
    void show(Happening happening) {
        try {
            showAll(happening);
        } catch (RuntimeException e) {
            LOG.log(failed ? Level.DEBUG : Level.ERROR, "the live streams miss a " + happening.kind(), e);
            failed = true;
        }
    }

    private void showAll(Happening happening) {
        byte[] message = null;
        for (Watcher watcher : watchers) {
            if (watcher.filter().wants(happening, ids)) {
                if (message == null) {
                    message = Messages.happening(happening, ids);
                }
                watcher.show(message);
            }
        }
    }

    /** A second is over. */
    void tick() {
        Point point = statistics.lastSecond().orElse(null);
        byte[] sample = point == null || point.equals(shown) ? null : Messages.event("sample", point.json(1));
        shown = point;
        long skipped = skipped();
        long missed = skipped - skippedBefore;
        skippedBefore = skipped;
        seconds++;
        for (Watcher watcher : watchers) {
            if (sample != null) {
                watcher.stream().offer(sample);
            }
            if (seconds % PING_SECONDS == 0) {
                watcher.stream().offer(Messages.PING);
            }
            watcher.tick(System.nanoTime(), missed);
        }
        removeThoseWhoLeft();
    }
}
