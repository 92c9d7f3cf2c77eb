package canyon.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: each twice as long as the one before, up to a longest, less a random part. Not thread-safe.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);

    private final Duration longest;
    private final RandomGenerator random;
    private Duration next = FIRST;

    /** @param random takes away up to half, so that many nodes do not come back at the same moment */
    Backoff(Duration longest, RandomGenerator random) {
        this.longest = longest;
        this.random = random;
    }

    Duration next() {
        Duration pause = next.compareTo(longest) < 0 ? next : longest;
        next = pause.multipliedBy(2);
        return pause.minusNanos(random.nextLong(pause.toNanos() / 2 + 1));
    }

    void reset() {
        next = FIRST;
    }
}
