package canyon.auth;

import canyon.config.AuthSettings.AuthLoad;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which applications are asked, bounded in number, and in how many requests wait for them. Threads end
 * when there is nothing to do.
 */
public final class AuthPool {
    private static final Logger LOG = System.getLogger(AuthPool.class.getName());

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadPoolExecutor threads;

    public AuthPool(AuthLoad load, ThreadFactory factory) {
        this(load, factory, IDLE);
    }

    /** @param idle after which a thread without work ends */
    AuthPool(AuthLoad load, ThreadFactory factory, Duration idle) {
        threads = new ThreadPoolExecutor(
                load.concurrency(),
                load.concurrency(),
                idle.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(load.queue()),
                factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /** False if too many wait already, or if Canyon stops. */
    public boolean execute(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        } catch (RuntimeException | Error e) {
            // The container or the machine gives no thread; the caller may be one of its connections.
            LOG.log(Level.ERROR, "no thread for an authorization", e);
            return false;
        }
    }

    /**
     * Drops what waits, interrupts what runs and waits for its end, so that an undeployed application leaves nothing.
     */
    public void stop() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
