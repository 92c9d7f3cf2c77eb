package canyon.auth.http;

import canyon.auth.AuthEndpoint;
import canyon.http.HttpCalls;
import canyon.http.HttpPost;
import canyon.http.HttpSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls a Laravel application. Safe for use from any thread. */
public final class LaravelClient implements AuthEndpoint {
    private final HttpCalls calls;
    private final Duration timeout;

    /**
     * Called by a thread of the container, whose context class loader it keeps.
     *
     * @param threads makes those that calls run on; at most twice as many as there are connections
     */
    public LaravelClient(HttpSettings settings, ThreadFactory threads) {
        this.calls = new HttpCalls(settings, threads, "canyon-auth-http");
        this.timeout = settings.timeout();
    }

    @Override
    public Answer post(URI url, Map<String, String> headers, Map<String, String> form) throws IOException {
        return reply(url, headers, form).answer();
    }

    @Override
    public Reply reply(URI url, Map<String, String> headers, Map<String, String> form) throws IOException {
        Future<canyon.http.Answer> call =
                calls.start(new HttpPost(url, headers, FormBody.TYPE, FormBody.of(form)), ended -> {});
        try {
            canyon.http.Answer answer = call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(new Answer(answer.status(), answer.body(), answer.truncated()), answer.headers());
        } catch (TimeoutException e) {
            throw withCause(new SocketTimeoutException("no answer within " + timeout), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (CancellationException e) {
            throw new IOException("closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw withCause(new InterruptedIOException("interrupted"), e);
        } finally {
            call.cancel(true);
        }
    }

    private static IOException withCause(IOException failure, Exception cause) {
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() {
        calls.close();
    }
}
