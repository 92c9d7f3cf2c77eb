package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.RedisProcess;
import java.io.IOException;
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

    private static final int COUNT = 2;
    /** What Redis answers when it is asked how long a key lasts. */
    private static final long ENDLESS = -1;

    private final List<RedisWay> ways = new ArrayList<>();
    private final NodePair nodes = new NodePair();
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
                RedisWay way = new RedisWay(started.redis.port());
                started.ways.add(way);
                started.nodes.start("redis://:" + PASSWORD + "@" + way.place(), Map.of());
            }
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    NodePair nodes() {
        return nodes;
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

    /** How often a node has subscribed to anything since its start. */
    long subscriptions(int node) throws IOException {
        return nodes.log(node)
                .lines()
                .filter(line -> line.contains("subscribed to"))
                .count();
    }

    /** What there is now is all that there may be after each fault. */
    void remember() throws IOException {
        try (Jedis jedis = admin()) {
            connections = Math.toIntExact(jedis.clientList().lines().count());
        }
        threads = nodes.threads();
        assertThat(threads).isNotEmpty();
    }

    /** Nobody is in any room, and there are no more threads and connections than are remembered. */
    void awaitNothingLeft() throws IOException {
        try (Jedis jedis = admin()) {
            NodePair.await(() -> assertThat(lasting(jedis)).hasSize(2));
            NodePair.await(() ->
                    assertThat(jedis.zrange("canyon:{nodes}:leases", 0, -1)).hasSize(COUNT));
            NodePair.await(() -> assertThat(jedis.clientList().lines()).hasSize(connections));
        }
        NodePair.await(() -> assertThat(nodes.threads()).isEqualTo(threads));
    }

    /** Keys that do not end by themselves, as receipts do. */
    private static List<String> lasting(Jedis jedis) {
        return jedis.keys("canyon:*").stream()
                .filter(key -> jedis.ttl(key) == ENDLESS)
                .toList();
    }

    @Override
    public void close() throws IOException {
        nodes.close();
        for (RedisWay way : ways) {
            way.close();
        }
        redis.close();
    }
}
