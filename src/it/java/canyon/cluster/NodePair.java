package canyon.cluster;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Await;
import canyon.support.Await.Claim;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two whole Canyons, each a server in a process of its own, that meet in one Redis. Nodes count from 1. */
final class NodePair implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(4);

    private static final int COUNT = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<CanyonServer> servers = new ArrayList<>();

    /** Both with the same Redis. */
    static NodePair at(String redisUrl, Map<String, String> further) throws IOException {
        NodePair started = new NodePair();
        try {
            for (int node = 1; node <= COUNT; node++) {
                started.start(redisUrl, further);
            }
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** The next of the two. */
    void start(String redisUrl, Map<String, String> further) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.ofEntries(
                entry("canyon.redis.url", redisUrl),
                entry("canyon.redis.max-backoff", "PT0.5S"),
                entry("canyon.redis.connect-timeout", "PT2S"),
                entry("canyon.node.id", "node-" + (servers.size() + 1)),
                entry("canyon.presence.lease", LEASE.toString()),
                entry("canyon.app.id", CanyonServers.APP_ID),
                entry("canyon.app.key", CanyonServers.APP_KEY),
                entry("canyon.app.secret", CanyonServers.APP_SECRET)));
        settings.putAll(further);
        servers.add(CanyonServer.start(settings));
    }

    int count() {
        return COUNT;
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

    /** Both nodes are ready and know of each other. */
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

    /** Those of Canyon, in both. */
    List<String> threads() throws IOException {
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
    }
}
