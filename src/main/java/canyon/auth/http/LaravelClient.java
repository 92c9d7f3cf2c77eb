package canyon.auth.http;

import canyon.auth.AuthEndpoint;
import jakarta.ws.rs.client.Client;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls a Laravel application with the JAX-RS client of the server. Safe for use from any thread.
 *
 * <p>JAX-RS limits the wait for a connection and for each read, but not the sum: a peer that sends a byte now and then
 * would hold its caller for ever. So a call runs on a thread of its own, and the caller leaves when its time is up. The
 * thread follows at the next limit, or, if the peer never ends the head of its answer, when the peer stops.
 */
public final class LaravelClient implements AuthEndpoint {
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
     */
    public LaravelClient(HttpSettings settings, ThreadFactory threads) {
        int most = THREADS_PER_CALL * settings.connections();
        this.settings = settings;
        this.client = ClientOfServer.make(settings, most);
        this.threads = new ThreadPoolExecutor(
                0,
                most,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                prepared(threads, Thread.currentThread().getContextClassLoader()));
    }

    private static ThreadFactory prepared(ThreadFactory threads, ClassLoader loader) {
        return task -> {
            Thread thread = threads.newThread(task);
            thread.setName("canyon-auth-http");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    @Override
    public Answer post(URI url, Map<String, String> headers, Map<String, String> form) throws IOException {
        FutureTask<Answer> call = new FutureTask<>(new Exchange(client, settings, url, headers, form));
        calls.add(call);
        try {
            threads.execute(call);
            return call.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw withCause(new SocketTimeoutException("no answer within " + settings.timeout()), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (RejectedExecutionException e) {
            throw new IOException(threads.isShutdown() ? "closed" : "too many earlier calls have not ended", e);
        } catch (IllegalStateException e) {
            // Cancelled by close, or the container has shut its factory of threads down.
            throw new IOException("closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw withCause(new InterruptedIOException("interrupted"), e);
        } finally {
            calls.remove(call);
            call.cancel(true);
        }
    }

    private static IOException withCause(IOException failure, Exception cause) {
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        calls.forEach(call -> call.cancel(true));
        client.close();
    }
}
