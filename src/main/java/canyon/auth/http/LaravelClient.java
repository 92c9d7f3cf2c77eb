package canyon.auth.http;

import canyon.auth.AuthEndpoint;
import jakarta.ws.rs.client.Client;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls a Laravel application with the JAX-RS client of the server. Safe for use from any thread.
 *
 * <p>JAX-RS limits the wait for a connection and for each read, but not the sum: a peer that sends a byte now and then
 * would hold its caller for ever. So a call runs on a thread of its own, and the caller leaves when its time is up.
 */
public final class LaravelClient implements AuthEndpoint {
    private final HttpSettings settings;
    private final Client client;
    private final ThreadPoolExecutor threads;

    /** @param threads makes those that calls run on; at most as many as there are connections */
    public LaravelClient(HttpSettings settings, ThreadFactory threads) {
        this.settings = settings;
        this.client = ClientOfServer.make(settings);
        this.threads = new ThreadPoolExecutor(
                settings.connections(),
                settings.connections(),
                settings.timeout().toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                threads);
        this.threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public Answer post(URI url, Map<String, String> headers, Map<String, String> form) throws IOException {
        FutureTask<Answer> call = new FutureTask<>(new Exchange(client, settings, url, headers, form));
        try {
            threads.execute(call);
            return call.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw withCause(new SocketTimeoutException("no answer within " + settings.timeout()), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (CancellationException | RejectedExecutionException e) {
            throw new IOException("closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw withCause(new InterruptedIOException("interrupted"), e);
        } finally {
            call.cancel(true);
            threads.remove(call);
        }
    }

    private static IOException withCause(IOException failure, Exception cause) {
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
