package canyon.http;

import jakarta.ws.rs.client.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls of the JAX-RS client of the server, each on a thread of its own. Safe for use from any thread.
 *
 * <p>JAX-RS limits the wait for a connection and for each read, but not the sum: a peer that sends a byte now and then
 * would hold its caller for ever. So whoever waits for a call leaves when its time is up, and cancels it. The thread
 * follows at the next limit, or, if the peer never ends the head of its answer, when the peer stops.
 */
public final class HttpCalls implements AutoCloseable {
    /**
     * As many calls again may have been given up by their callers and not have ended; each has a thread and a
     * connection.
     */
    private static final int THREADS_PER_CALL = 2;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final HttpSettings settings;
    private final Client client;
    private final ThreadPoolExecutor threads;
    private final Set<FutureTask<Answer>> calls = ConcurrentHashMap.newKeySet();

    /**
     * Called by a thread of the container, whose context class loader it keeps: JAX-RS finds itself there.
     *
     * @param threads makes those that calls run on; at most twice as many as there are connections
     * @param name of these threads
     */
    public HttpCalls(HttpSettings settings, ThreadFactory threads, String name) {
        int most = THREADS_PER_CALL * settings.connections();
        this.settings = settings;
        this.client = ClientOfServer.make(settings, most);
        this.threads = new ThreadPoolExecutor(
                0,
                most,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                prepared(threads, name, Thread.currentThread().getContextClassLoader()));
    }

    private static ThreadFactory prepared(ThreadFactory threads, String name, ClassLoader loader) {
        return task -> {
            Thread thread = threads.newThread(task);
            thread.setName(name);
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    /**
     * Begins a call. Its failure is an {@link IOException}.
     *
     * @param ended gets the call once when it has an outcome or is cancelled, on whatever thread that happens
     * @throws IOException if it cannot begin: earlier calls have not ended, or this is closed
     */
    public Future<Answer> start(HttpPost post, Consumer<Future<Answer>> ended) throws IOException {
        FutureTask<Answer> call = new FutureTask<>(new Exchange(client, settings, post)) {
            @Override
            protected void done() {
                calls.remove(this);
                ended.accept(this);
            }
        };
        boolean begun = false;
        calls.add(call);
        try {
            threads.execute(call);
            begun = true;
            return call;
        } catch (RejectedExecutionException e) {
            throw new IOException(threads.isShutdown() ? "closed" : "too many earlier calls have not ended", e);
        } catch (IllegalStateException e) {
            // The container has shut its factory of threads down.
            throw new IOException("closed", e);
        } finally {
            if (!begun) {
                calls.remove(call);
            }
        }
    }

    /** Cancels what runs. */
    @Override
    public void close() {
        threads.shutdownNow();
        calls.forEach(call -> call.cancel(true));
        client.close();
    }
}
