package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says of a Redis Cluster what a node of it may say. */
final class FakeClusterNode implements AutoCloseable {
    private static final String FORBIDDEN = "-NOPERM this user has no permissions\r\n";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<FakeClusterNode> places = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private volatile String state = "ok";
    private volatile List<String> forbidden = List.of();

    FakeClusterNode() throws IOException {
        Thread thread = new Thread(this::serve, "fake-cluster-node");
        thread.setDaemon(true);
        thread.start();
    }

    String id() {
        return "node" + server.getLocalPort();
    }

    String place() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** @param flags with which it knows itself and these others */
    FakeClusterNode knows(String flags, FakeClusterNode... others) {
        for (FakeClusterNode other : others) {
            places.add(other);
            lines.add(other.line(other == this ? "myself," + flags : flags));
        }
        return this;
    }

    private String line(String flags) {
        return id() + " " + place() + "@1 " + flags + " - 0 0 1 connected 0-16383\n";
    }

    /** It sees that it is parted from most of the others. */
    FakeClusterNode isParted() {
        state = "fail";
        return this;
    }

    /** @param words of {@code CLUSTER} */
    FakeClusterNode forbids(String... words) {
        forbidden = List.of(words);
        return this;
    }

    private void serve() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread thread = new Thread(() -> serve(client), "fake-cluster-client");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // The test has ended.
            return;
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader commands = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                client.getOutputStream().write(answer(line).getBytes(UTF_8));
            }
        } catch (IOException e) {
            // Whoever asked has gone: nothing is to be said.
            return;
        }
    }

    private String answer(String word) {
        if (forbidden.contains(word)) {
            return FORBIDDEN;
        }
        return switch (word) {
            case "SLOTS" -> slots();
            case "INFO" -> bulk("cluster_enabled:1\r\ncluster_state:" + state + "\r\n");
            case "NODES" -> bulk(String.join("", lines));
            default -> "";
        };
    }

    /** The first place has all but one, and the others are its replicas; the last one has that one. */
    private String slots() {
        FakeClusterNode last = places.get(places.size() - 1);
        return "*2\r\n" + range(0, 16382, places) + range(16383, 16383, List.of(last));
    }

    private static String range(int first, int last, List<FakeClusterNode> nodes) {
        return "*" + (2 + nodes.size()) + "\r\n:" + first + "\r\n:" + last + "\r\n"
                + nodes.stream()
                        .map(node -> "*3\r\n" + bulk("127.0.0.1") + ":" + node.server.getLocalPort() + "\r\n"
                                + bulk(node.id()))
                        .collect(Collectors.joining());
    }

    private static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
