package canyon.webhook;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * An application's endpoint for webhooks on 127.0.0.1. It answers 200 unless a test says otherwise, and keeps what it
 * gets. Safe for use from any thread.
 */
public final class WebhookReceiver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);

    @GuardedBy("this")
    private final List<Received> received = new ArrayList<>();

    @GuardedBy("this")
    private final Deque<Integer> answers = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean holding;

    public WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks?token=%C3%A4");
    }

    /** The next requests are answered so, those after them with 200. A redirect leads to where it would be taken. */
    synchronized void answers(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
    }

    /** From now on nothing is answered. */
    synchronized void hold() {
        holding = true;
    }

    private void take(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean silent;
        int status = OK;
        synchronized (this) {
            received.add(new Received(
                    exchange.getRequestMethod(), exchange.getRequestURI(), headers, body, System.nanoTime()));
            silent = holding;
            if (!answers.isEmpty()) {
                status = answers.remove();
            }
            notifyAll();
        }
        if (silent) {
            awaitRelease();
        }
        if (status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", url().toString());
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized List<Received> requests() {
        return List.copyOf(received);
    }

    /** The first such request. */
    Received await(Predicate<Received> which) throws InterruptedException {
        return await(which, 1).get(0);
    }

    /** Such requests, at least so many. */
    synchronized List<Received> await(Predicate<Received> which, int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Received> found = received.stream().filter(which).toList();
        while (found.size() < count) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("no such webhook, but " + received);
            }
            wait(left);
            found = received.stream().filter(which).toList();
        }
        return found;
    }

    /** The first event of this name in this channel. */
    JsonObject await(String event, String channel) throws InterruptedException {
        Predicate<JsonObject> which = told -> told.getString("name").equals(event)
                && told.getString("channel").equals(channel);
        return await(request -> request.events().stream().anyMatch(which)).events().stream()
                .filter(which)
                .findFirst()
                .orElseThrow();
    }

    /** Names of the events in a channel so far. */
    public List<String> told(String channel) {
        return requests().stream()
                .flatMap(request -> request.events().stream())
                .filter(event -> event.getString("channel").equals(channel))
                .map(event -> event.getString("name"))
                .toList();
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
