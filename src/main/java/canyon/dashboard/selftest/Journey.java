package canyon.dashboard.selftest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The requests of one run, each with its mark and within the run's time. Used by one thread. */
final class Journey {
    /** For an answer that is due at once. */
    static final Duration STEP = Duration.ofSeconds(3);

    private final Target target;
    private final HttpClient client;
    private final Arrivals.Run arrivals;
    private final long end;

    /** @param end of {@link System#nanoTime}, after which nothing is waited for */
    Journey(Target target, HttpClient client, Arrivals.Run arrivals, long end) {
        this.target = target;
        this.client = client;
        this.arrivals = arrivals;
        this.end = end;
    }

    Target target() {
        return target;
    }

    String mark() {
        return arrivals.mark();
    }

    Optional<Arrival> arrival(String mark) {
        return arrivals.of(mark);
    }

    Optional<Arrival> anyArrival() {
        return arrivals.any();
    }

    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }

    HttpResponse<String> get(String mark, String path) throws IOException, TimeoutException, InterruptedException {
        return await(client.sendAsync(request(mark, path).GET().build(), FirstBytes.ofBody()), STEP);
    }

    /** @param patience for an answer that may take long */
    HttpResponse<String> get(String mark, String path, Duration patience)
            throws IOException, TimeoutException, InterruptedException {
        return await(client.sendAsync(request(mark, path).GET().build(), FirstBytes.ofBody()), patience);
    }

    HttpResponse<String> post(String mark, String path, String body)
            throws IOException, TimeoutException, InterruptedException {
        return await(client.sendAsync(posting(mark, path, body), FirstBytes.ofBody()), STEP);
    }

    /** Of an answer that has no end, its first line. */
    HttpResponse<String> firstLine(String mark, String path)
            throws IOException, TimeoutException, InterruptedException {
        return await(client.sendAsync(posting(mark, path, ""), FirstBytes.ofLine()), STEP);
    }

    private HttpRequest posting(String mark, String path, String body) {
        return request(mark, path)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String mark, String path) {
        return HttpRequest.newBuilder(target.http(path)).header(Arrivals.HEADER, mark);
    }

    WebSocket open(String mark, String path, WebSocket.Listener listener)
            throws IOException, TimeoutException, InterruptedException {
        return await(
                client.newWebSocketBuilder()
                        .header(Arrivals.HEADER, mark)
                        .connectTimeout(STEP)
                        .buildAsync(target.webSocket(path), listener),
                STEP);
    }

    /** What comes within {@code patience} and within the time of the run. */
    <T> T await(CompletableFuture<T> future, Duration patience)
            throws IOException, TimeoutException, InterruptedException {
        long nanos = Math.min(patience.toNanos(), end - System.nanoTime());
        try {
            return future.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            future.cancel(true);
        }
    }
}
