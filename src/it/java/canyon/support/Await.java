package canyon.support;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** For what other threads and processes bring about. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 20;

    private Await() {}

    /** Returns when a claim holds, and fails as the claim does if it does not in 20 seconds. */
    public static <E extends Exception> void until(Claim<E> claim) throws E {
        within(PATIENCE, claim);
    }

    /** Returns when a claim holds, and fails as the claim does if it does not in time. */
    public static <E extends Exception> void within(Duration patience, Claim<E> claim) throws E {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                claim.check();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while something is awaited", e);
        }
    }

    /** What is to be: an assertion, which says what there is instead. */
    public interface Claim<E extends Exception> {
        /** Throws an {@link AssertionError} as long as it does not hold. */
        void check() throws E;
    }
}
