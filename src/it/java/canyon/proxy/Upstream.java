package canyon.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for Canyon behind a reverse proxy: answers everything with what reached it. {@code /stream} is an event
 * stream that does not go on before it is told, {@code /silence} no answer at all.
 */
final class Upstream implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);

    private Upstream(HttpServer server) {
        this.server = server;
    }

    static Upstream start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        Upstream upstream = new Upstream(server);
        server.createContext("/", upstream::answer);
        server.setExecutor(upstream.threads);
        server.start();
        return upstream;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getRawPath();
            if (path.endsWith("/silence")) {
                await();
            } else if (path.endsWith("/stream")) {
                stream(exchange);
            } else {
                byte[] seen = (port() + " " + exchange.getRequestURI() + "\n" + lines(exchange))
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain");
                exchange.sendResponseHeaders(200, seen.length);
                exchange.getResponseBody().write(seen);
            }
        }
    }

    private static String lines(HttpExchange exchange) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            lines.append(header.getKey())
                    .append(": ")
                    .append(String.join(", ", header.getValue()))
                    .append('\n');
        }
        return lines.toString();
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write("event: sample\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        await();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
