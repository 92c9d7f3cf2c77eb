package canyon.stress;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Subscriptions whose outcome is open: if they were too many, Canyon would refuse some. Safe for use from any thread.
 */
final class Undecided {
    /** By default of {@code canyon.auth.queue} a thousand may wait, given up ones included. */
    private static final int LIMIT = 400;

    private final Semaphore room = new Semaphore(LIMIT);

    /** One more; waits while there are too many. */
    void begin() {
        try {
            if (!room.tryAcquire(Eventually.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(LIMIT + " subscriptions have no outcome");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** So many have an outcome, or nobody wants to know it any more. */
    void end(int count) {
        room.release(count);
    }
}
