package canyon.simulation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A redis-server on 127.0.0.1 that keeps nothing and ends with this process. Used by one thread. */
final class OwnRedis implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String MAIN_THREAD = "_main_thread";
    private static final String COMMAND = "cmdstat_";

    private final Process process;
    private final Jedis jedis;
    private final int port;

    private OwnRedis(Process process, int port) throws InterruptedException {
        this.process = process;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        this.jedis = connected();
    }

    static OwnRedis start() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        "redis-server", "--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new OwnRedis(process, port);
    }

    private Jedis connected() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Jedis attempt = new Jedis("127.0.0.1", port);
            try {
                attempt.ping();
                return attempt;
            } catch (JedisConnectionException e) {
                attempt.close();
                if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    String version() {
        return value(jedis.info("server"), "redis_version");
    }

    /** Forgets everything. */
    void clear() {
        jedis.flushAll();
    }

    /** What it has done until now. */
    Done done() {
        String text = jedis.info("everything");
        long cpu = micros(text, "used_cpu_user") + micros(text, "used_cpu_sys");
        Map<String, Long> calls = new HashMap<>();
        text.lines().filter(line -> line.startsWith(COMMAND)).forEach(line -> {
            String name = line.substring(COMMAND.length(), line.indexOf(':'));
            calls.put(name, Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")));
        });
        return new Done(
                cpu,
                Map.copyOf(calls),
                Long.parseLong(value(text, "total_net_input_bytes")),
                Long.parseLong(value(text, "total_net_output_bytes")));
    }

    private static long micros(String info, String name) {
        return Math.round(Double.parseDouble(value(info, name + MAIN_THREAD)) * TimeUnit.SECONDS.toMicros(1));
    }

    private static String value(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this Redis tells no " + name));
    }

    @Override
    public void close() {
        jedis.close();
        process.destroyForcibly();
    }

    /**
     * What Redis has done since its start.
     *
     * @param cpuMicros of its one thread that carries out commands
     * @param calls of each command, those in scripts too
     * @param in bytes that it has read
     * @param out bytes that it has written
     */
    record Done(long cpuMicros, Map<String, Long> calls, long in, long out) {
        long calls(String name) {
            return calls.getOrDefault(name, 0L);
        }

        long allCalls() {
            return calls.values().stream().mapToLong(Long::longValue).sum() - calls("info");
        }
    }
}
