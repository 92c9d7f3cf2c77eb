package canyon.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Redis, or a Sentinel, as Debian has it, on 127.0.0.1, which can be killed, frozen and started again. It keeps its
 * port; of its data it keeps nothing.
 */
public final class RedisProcess implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final int port;

    /** Not below {@code target}: the path of a socket may have only 107 characters. */
    private final Path folder;

    private final List<String> command;
    private @Nullable Process process;

    private RedisProcess(int port, Path folder, List<String> command) {
        this.port = port;
        this.folder = folder;
        this.command = command;
    }

    /**
     * Without TLS.
     *
     * @param lines of its configuration, besides address, port and folder
     */
    public static RedisProcess server(String... lines) throws IOException {
        return start(false, FreePort.next(), lines);
    }

    /** By TLS alone. */
    public static RedisProcess tlsServer(String... lines) throws IOException {
        int port = FreePort.next();
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("tls-port " + port);
        return start(port, 0, false, all);
    }

    /**
     * A server that watches others.
     *
     * @param lines of its configuration, besides address, port and folder
     */
    public static RedisProcess sentinel(String... lines) throws IOException {
        return start(true, FreePort.next(), lines);
    }

    private static RedisProcess start(boolean isSentinel, int port, String... lines) throws IOException {
        return start(port, port, isSentinel, List.of(lines));
    }

    private static RedisProcess start(int port, int plainPort, boolean isSentinel, List<String> lines)
            throws IOException {
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "canyon-redis");
        List<String> configuration = new ArrayList<>(
                List.of("bind 127.0.0.1", "port " + plainPort, "dir " + folder, "logfile " + folder.resolve("log")));
        if (!isSentinel) {
            configuration.add("save \"\"");
        }
        configuration.addAll(lines);
        Path file = folder.resolve("redis.conf");
        Files.write(file, configuration);
        List<String> command =
                new ArrayList<>(List.of(RedisServers.program("redis-server").toString(), file.toString()));
        if (isSentinel) {
            command.add("--sentinel");
        }
        RedisProcess started = new RedisProcess(port, folder, command);
        started.startAgain();
        return started;
    }

    public int port() {
        return port;
    }

    /** As it stands in URLs. */
    public String place() {
        return "127.0.0.1:" + port;
    }

    Path folder() {
        return folder;
    }

    /** Where it listens with the line {@code unixsocket redis.sock}. */
    public Path socket() {
        return folder.resolve("redis.sock");
    }

    /** Returns when it takes connections. */
    public void startAgain() throws IOException {
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        process = started;
        long deadline = System.nanoTime() + PATIENCE;
        while (!takesConnections()) {
            if (!started.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IOException("redis-server did not start: " + log());
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private boolean takesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** As {@code kill -9}. */
    public void kill() {
        Process running = Objects.requireNonNull(process);
        running.destroyForcibly();
        try {
            running.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It keeps its connections and says nothing more. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = String.valueOf(Objects.requireNonNull(process).pid());
        if (new ProcessBuilder("kill", name, pid).start().waitFor() != 0) {
            throw new IOException("kill " + name + " has failed: there is no process " + pid);
        }
    }

    private String log() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("output", "log")) {
            Path file = folder.resolve(name);
            all.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        kill();
        Folders.delete(folder);
    }
}
