package canyon.app;

import java.time.Duration;

/** So many in a second, after a pause a second's worth at once (a token bucket). Not thread-safe. */
public final class RateLimit {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private double left;
    private long last;

    /**
     * A limit of which nothing has been used.
     *
     * @param perSecond 0 for no limit
     * @param now of {@link System#nanoTime}
     */
    public RateLimit(int perSecond, long now) {
        this.perSecond = perSecond;
        this.left = perSecond;
        this.last = now;
    }

    public int perSecond() {
        return perSecond;
    }

    /** Counts one; false if it is too many. */
    public boolean allows(long now) {
        return take(1, now).isZero();
    }

    /**
     * Counts so many at once, or none if they are too many. More than a second's worth is allowed too, when nothing has
     * been used for a second; what follows waits the longer.
     *
     * @return after which they are not too many any more; zero if they have been counted
     */
    public Duration take(int count, long now) {
        if (perSecond == 0) {
            return Duration.ZERO;
        }
        left = Math.min(perSecond, left + (now - last) / NANOS * perSecond);
        last = now;
        double missing = Math.min(count, perSecond) - left;
        if (missing > 0) {
            return Duration.ofNanos((long) Math.ceil(missing / perSecond * NANOS));
        }
        left -= count;
        return Duration.ZERO;
    }
}
