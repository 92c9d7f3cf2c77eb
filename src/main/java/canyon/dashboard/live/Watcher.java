package canyon.dashboard.live;

import java.util.function.LongPredicate;

/**
 * Somebody who watches: what is wanted, and how much of it a second. Called by the thread of {@link Live} only, but for
 * the stream.
 */
final class Watcher {
    private final Filter filter;
    private final int perSecond;
    private final LongPredicate isAllowed;
    private final Stream stream;
    private int left;
    private long skipped;

    /**
     * Watches from the next second on.
     *
     * @param isAllowed whether the session still holds, at a time as {@link System#nanoTime} tells it
     */
    Watcher(Filter filter, int perSecond, LongPredicate isAllowed, Stream stream) {
        this.filter = filter;
        this.perSecond = perSecond;
        this.isAllowed = isAllowed;
        this.stream = stream;
        this.left = perSecond;
    }

    Stream stream() {
        return stream;
    }

    Filter filter() {
        return filter;
    }

    /** Shows what is wanted, if this second has room for it. */
    void show(byte[] happening) {
        if (left <= 0 || !stream.offer(happening)) {
            skipped++;
            return;
        }
        left--;
    }

    /**
     * A second is over.
     *
     * @param missed what nobody could show, whether it was wanted or not
     */
    void tick(long nanos, long missed) {
        left = perSecond;
        skipped += missed;
        if (skipped > 0 && stream.offer(Messages.skipped(skipped))) {
            skipped = 0;
        }
        if (!isAllowed.test(nanos) || stream.isStuck(nanos)) {
            stream.end();
        }
    }
}
