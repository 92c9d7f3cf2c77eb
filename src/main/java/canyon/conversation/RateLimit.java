package canyon.conversation;

import java.time.Duration;

/** So many in a second, after a pause a second's worth at once (a token bucket). Not thread-safe. */
final class RateLimit {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private double left;
    private long last;

    /**
     * @param perSecond 0 for no limit
     * @param now of {@link System#nanoTime}
     */
    RateLimit(int perSecond, long now) {
        this.perSecond = perSecond;
        this.left = perSecond;
        this.last = now;
    }

    /** Counts one; false if it is too many. */
    boolean allows(long now) {
        if (perSecond == 0) {
            return true;
        }
        left = Math.min(perSecond, left + (now - last) / NANOS * perSecond);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
