package canyon.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A master and its replica on 127.0.0.1, watched by three Sentinels, who know it as {@code main}. Redis and Sentinels
 * have passwords, and not the same.
 */
public final class RedisSentinels implements AutoCloseable {
    public static final String NAME = "main";
    public static final String PASSWORD = "of-redis";
    public static final String SENTINEL_PASSWORD = "of-sentinels";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SENTINELS = 3;

    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<RedisProcess> sentinels = new ArrayList<>();

    private RedisSentinels() {}

    /** Returns when the Sentinels know each other and the replica. A failed master is replaced in a few seconds. */
    public static RedisSentinels start() throws IOException {
        RedisSentinels started = new RedisSentinels();
        try {
            started.run();
            return started;
        } catch (IOException | RuntimeException | AssertionError e) {
            started.close();
            throw e;
        }
    }

    private void run() throws IOException {
        RedisProcess master = RedisProcess.server("requirepass " + PASSWORD, "masterauth " + PASSWORD);
        servers.add(master);
        servers.add(RedisProcess.server(
                "requirepass " + PASSWORD,
                "masterauth " + PASSWORD,
                "repl-ping-replica-period 1",
                "replicaof 127.0.0.1 " + master.port()));
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(RedisProcess.sentinel(
                    "requirepass " + SENTINEL_PASSWORD,
                    "sentinel sentinel-pass " + SENTINEL_PASSWORD,
                    "sentinel monitor " + NAME + " 127.0.0.1 " + master.port() + " 2",
                    "sentinel auth-pass " + NAME + " " + PASSWORD,
                    "sentinel down-after-milliseconds " + NAME + " 1000",
                    "sentinel failover-timeout " + NAME + " 4000"));
        }
        for (RedisProcess sentinel : sentinels) {
            Await.within(PATIENCE, () -> knowsAll(sentinel));
        }
    }

    private static void knowsAll(RedisProcess sentinel) {
        try (Jedis jedis = sentinel(sentinel)) {
            assertThat(jedis.sentinelSentinels(NAME)).as("other Sentinels").hasSize(SENTINELS - 1);
            assertThat(jedis.sentinelReplicas(NAME))
                    .as("replicas")
                    .anyMatch(replica -> "ok".equals(replica.get("master-link-status")), "follows the master");
        } catch (JedisException e) {
            throw new AssertionError("a Sentinel does not answer", e);
        }
    }

    private static Jedis sentinel(RedisProcess sentinel) {
        Jedis jedis = new Jedis("127.0.0.1", sentinel.port());
        jedis.auth(SENTINEL_PASSWORD);
        return jedis;
    }

    public List<RedisProcess> sentinels() {
        return List.copyOf(sentinels);
    }

    /** The Sentinels, as in URLs. */
    public String places() {
        return sentinels.stream().map(RedisProcess::place).collect(Collectors.joining(","));
    }

    /** The server that is the master now, to the first Sentinel that lives. */
    public RedisProcess master() {
        JedisException failure = null;
        for (RedisProcess sentinel : sentinels) {
            try (Jedis jedis = sentinel(sentinel)) {
                HostAndPort master = HostAndPort.from(String.join(":", jedis.sentinelGetMasterAddrByName(NAME)));
                return servers.stream()
                        .filter(server -> server.port() == master.getPort())
                        .findFirst()
                        .orElseThrow();
            } catch (JedisException e) {
                failure = e;
            }
        }
        throw new IllegalStateException("no Sentinel answers", failure);
    }

    /** Waits until another one is the master. */
    public RedisProcess awaitMasterOtherThan(RedisProcess former) {
        Await.within(
                PATIENCE,
                () -> assertThat(master().place()).as("the place of the master").isNotEqualTo(former.place()));
        return master();
    }

    @Override
    public void close() throws IOException {
        for (RedisProcess sentinel : sentinels) {
            sentinel.close();
        }
        for (RedisProcess server : servers) {
            server.close();
        }
    }
}
