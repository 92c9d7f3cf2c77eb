package canyon.cluster;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Await;
import canyon.support.Await.Claim;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisProcess;
import canyon.wire.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;

/**
 * Two whole Canyons, each with a way of its own to one Redis that keeps its data, and what they hold of threads,
 * connections and keys. Nodes count from 1.
 */
final class TwoNodes implements AutoCloseable {
    static final String PASSWORD = "open-sesame";
    static final Duration LEASE = Duration.ofSeconds(4);

    private static final int COUNT = 2;
    /** What Redis answers when it is asked how long a key lasts. */
    private static final long ENDLESS = -1;

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<RedisWay> ways = new ArrayList<>();
    private final List<CanyonServer> servers = new ArrayList<>();
    private final RedisProcess redis;

    /** Connections to Redis and threads of all nodes, when all is well. */
    private int connections;

    private List<String> threads = List.of();

    private TwoNodes(RedisProcess redis) {
        this.redis = redis;
    }

    /** Redis is not there yet: somebody has to start it again. */
    static TwoNodes startWithoutRedis() throws IOException {
        TwoNodes started =
                new TwoNodes(RedisProcess.server("requirepass " + PASSWORD, "appendonly yes", "appendfsync always"));
        try {
            started.redis.kill();
            for (int node = 1; node <= COUNT; node++) {
                started.start("node-" + node);
            }
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void start(String id) throws IOException {
        RedisWay way = new RedisWay(redis.port());
        ways.add(way);
        servers.add(CanyonServer.start(Map.ofEntries(
                entry("canyon.redis.url", "redis://:" + PASSWORD + "@" + way.place()),
                entry("canyon.redis.max-backoff", "PT0.5S"),
                entry("canyon.redis.connect-timeout", "PT2S"),
                entry("canyon.node.id", id),
                entry("canyon.presence.lease", LEASE.toString()),
                entry("canyon.app.id", CanyonServers.APP_ID),
                entry("canyon.app.key", CanyonServers.APP_KEY),
                entry("canyon.app.secret", CanyonServers.APP_SECRET))));
    }

    RedisProcess redis() {
        return redis;
    }

    /** A connection to Redis, past the ways of the nodes. */
    Jedis admin() {
        Jedis jedis = new Jedis("127.0.0.1", redis.port());
        jedis.auth(PASSWORD);
        return jedis;
    }

    List<RedisWay> ways() {
        return List.copyOf(ways);
    }

    RedisWay way(int node) {
        return ways.get(node - 1);
    }

    Peer peer(int node) {
        return Peer.of(servers.get(node - 1));
    }

    Probe probe(int node) {
        return new Probe(peer(node));
    }

    String log(int node) throws IOException {
        return servers.get(node - 1).log();
    }

    /** How often a node has subscribed to anything since its start. */
    long subscriptions(int node) throws IOException {
        return log(node).lines().filter(line -> line.contains("subscribed to")).count();
    }

    static <E extends Exception> void await(Claim<E> claim) throws E {
        Await.within(PATIENCE, claim);
    }

    void awaitAlone(int... alone) throws IOException {
        for (int node : alone) {
            await(() -> assertThat(probe(node).reachesOthers())
                    .as("node %d reaches others", node)
                    .isFalse());
        }
    }

    void awaitNotReady(int... notReady) throws IOException {
        for (int node : notReady) {
            await(() -> assertThat(probe(node).isReady())
                    .as("node %d is ready", node)
                    .isFalse());
        }
    }

    /** All nodes are ready and know of each other. */
    void awaitReady() throws IOException {
        for (int node = 1; node <= COUNT; node++) {
            Probe probe = probe(node);
            String name = "node " + node;
            await(() -> {
                assertThat(probe.isReady()).as(name + " is ready").isTrue();
                assertThat(probe.isAlive()).as(name + " is alive").isTrue();
                assertThat(probe.reachesOthers()).as(name + " reaches others").isTrue();
                assertThat(probe.metric("redis_connected"))
                        .as(name + " and Redis")
                        .isEqualTo(1);
                assertThat(probe.metric("cluster_nodes"))
                        .as(name + " and nodes")
                        .isEqualTo(COUNT);
            });
        }
    }

    /** What there is now is all that there may be after each fault. */
    void remember() throws IOException {
        try (Jedis jedis = admin()) {
            connections = Math.toIntExact(jedis.clientList().lines().count());
        }
        threads = threads();
        assertThat(threads).isNotEmpty();
    }

    /** Nobody is in any room, and there are no more threads and connections than are remembered. */
    void awaitNothingLeft() throws IOException {
        try (Jedis jedis = admin()) {
            await(() -> assertThat(lasting(jedis)).hasSize(2));
            await(() -> assertThat(jedis.zrange("canyon:{nodes}:leases", 0, -1)).hasSize(COUNT));
            await(() -> assertThat(jedis.clientList().lines()).hasSize(connections));
        }
        await(() -> assertThat(threads()).isEqualTo(threads));
    }

    /** Keys that do not end by themselves, as receipts do. */
    private static List<String> lasting(Jedis jedis) {
        return jedis.keys("canyon:*").stream()
                .filter(key -> jedis.ttl(key) == ENDLESS)
                .toList();
    }

    private List<String> threads() throws IOException {
        List<String> names = new ArrayList<>();
        for (CanyonServer server : servers) {
            names.addAll(server.jvm()
                    .threads()
                    .filter(name -> name.startsWith("canyon"))
                    .sorted()
                    .toList());
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        for (CanyonServer server : servers) {
            server.close();
        }
        for (RedisWay way : ways) {
            way.close();
        }
        redis.close();
    }
}
