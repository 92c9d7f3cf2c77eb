package canyon.transport;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where WebSockets are closed through the portable API, whose containers may wait for the client: Open Liberty eleven
 * seconds for one that does not read. There are threads only while something is closed. Safe for use from any thread.
 */
public final class ClosingThreads implements Executor {
    /** So many clients that do not read can be waited for before the next one has to wait for its end. */
    private static final int MOST = 32;

    private static final Duration IDLE = Duration.ofSeconds(1);

    /** How long {@link #stop} waits for what has begun. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(ClosingThreads.class.getName());

    /** What waits is no more than one for each connection. */
    private final ThreadPoolExecutor pool;

    public ClosingThreads(ThreadFactory factory) {
        pool = new ThreadPoolExecutor(
                MOST, MOST, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = factory.newThread(() -> {
                        Thread.currentThread().setContextClassLoader(EmptyLoader.INSTANCE);
                        task.run();
                    });
                    thread.setName("canyon-closing");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** On the caller's thread if there are no others any more, as the application is being taken off the server. */
    @Override
    public void execute(Runnable closing) {
        try {
            pool.execute(closing);
        } catch (RejectedExecutionException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "there is no thread to close a WebSocket: {0}", e);
            closing.run();
        }
    }

    /** Returns when all are closed, or after five seconds; who still waits then is interrupted. */
    public void stop() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
