package canyon.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What callers do while Redis is away. */
final class Retry {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private Retry() {}

    static void until(Runnable command) {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            try {
                command.run();
                return;
            } catch (RedisUnavailableException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }
}
