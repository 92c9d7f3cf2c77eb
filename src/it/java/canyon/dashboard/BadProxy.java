package canyon.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A reverse proxy on 127.0.0.1 with the mistakes that real ones are configured with. What operators ask goes through
 * without them. One request on each connection, but for WebSockets.
 */
final class BadProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int canyon;
    private final Mistakes mistakes;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "bad-proxy");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * What it does wrong.
     *
     * @param dropped headers of requests, in lower case
     * @param added headers of requests
     * @param statuses that it answers itself, by the beginning of a path
     * @param buffers whether it holds answers back until they end
     * @param patience after which it answers 504
     */
    record Mistakes(
            Set<String> dropped,
            Map<String, String> added,
            Map<String, Integer> statuses,
            boolean buffers,
            Duration patience) {
        static final Mistakes NONE = new Mistakes(Set.of(), Map.of(), Map.of(), false, Duration.ofSeconds(60));

        /** As nginx without any further line. */
        static Mistakes dropping(String... headers) {
            return new Mistakes(Set.of(headers), Map.of(), Map.of(), false, NONE.patience);
        }

        Mistakes adding(String header, String value) {
            return new Mistakes(dropped, Map.of(header, value), statuses, buffers, patience);
        }

        static Mistakes answering(String path, int status) {
            return new Mistakes(Set.of(), Map.of(), Map.of(path, status), false, NONE.patience);
        }

        static Mistakes buffering() {
            return new Mistakes(Set.of(), Map.of(), Map.of(), true, NONE.patience);
        }

        static Mistakes impatient(Duration patience) {
            return new Mistakes(Set.of(), Map.of(), Map.of(), false, patience);
        }
    }

    BadProxy(int canyon, Mistakes mistakes) throws IOException {
        this.canyon = canyon;
        this.mistakes = mistakes;
        door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = door.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            if (head.isEmpty()) {
                return;
            }
            String path = head.split(" ", 3)[1];
            boolean isOperators = path.startsWith("/dashboard");
            for (Map.Entry<String, Integer> status : mistakes.statuses.entrySet()) {
                if (path.startsWith(status.getKey()) && !isOperators) {
                    answer(client.getOutputStream(), status.getValue());
                    return;
                }
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), canyon)) {
                relay(client, server, isOperators ? plain(head) : changed(head), isOperators);
            }
        } catch (IOException gone) {
            // Of either side.
        }
    }

    private void relay(Socket client, Socket server, String head, boolean isOperators) throws IOException {
        server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        threads.execute(() -> {
            try {
                client.getInputStream().transferTo(server.getOutputStream());
                server.shutdownOutput();
            } catch (IOException gone) {
                // Of either side.
            }
        });
        boolean isWebSocket = head.toLowerCase(Locale.ROOT).contains("\r\nupgrade:");
        OutputStream out = client.getOutputStream();
        if (mistakes.buffers && !isWebSocket && !isOperators) {
            out.write(server.getInputStream().readAllBytes());
            return;
        }
        server.setSoTimeout(isWebSocket || isOperators ? 0 : (int) mistakes.patience.toMillis());
        try {
            byte[] chunk = new byte[8192];
            InputStream in = server.getInputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                out.write(chunk, 0, read);
                out.flush();
            }
        } catch (SocketTimeoutException e) {
            answer(out, 504);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String plain(String head) {
        return closing(head.strip().lines().toList());
    }

    private String changed(String head) {
        List<String> lines = new ArrayList<>();
        for (String line : head.strip().lines().toList()) {
            String name = line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT);
            if (!mistakes.dropped.contains(name)) {
                lines.add(line);
            }
        }
        mistakes.added.forEach((name, value) -> lines.add(name + ": " + value));
        return closing(lines);
    }

    /** Without an upgrade the server is to close after its answer. */
    private static String closing(List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        boolean isUpgrade =
                all.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("upgrade:"));
        if (!isUpgrade) {
            all.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith("connection:"));
            all.add("Connection: close");
        }
        return String.join("\r\n", all) + "\r\n\r\n";
    }

    private static void answer(OutputStream out, int status) throws IOException {
        out.write(("HTTP/1.1 " + status + " By the proxy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
