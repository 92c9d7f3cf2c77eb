package canyon.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what cannot tell that it has happened. */
final class Eventually {
    /** After so long a test has failed, however noisy the machine. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Eventually() {}

    /** Looks until it is so, or no longer; returns what was seen last. */
    static <T> T look(T expected, Supplier<T> actual) {
        return look(expected, actual, PATIENCE);
    }

    private static <T> T look(T expected, Supplier<T> actual, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        T seen = actual.get();
        while (!seen.equals(expected) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            seen = actual.get();
        }
        return seen;
    }

    /** Returns when it is so. */
    static <T> void is(String what, T expected, Supplier<T> actual) {
        is(what, expected, actual, PATIENCE);
    }

    /** Returns when it is so, however long that may take. */
    static <T> void is(String what, T expected, Supplier<T> actual, Duration patience) {
        assertThat(look(expected, actual, patience)).as(what).isEqualTo(expected);
    }
}
