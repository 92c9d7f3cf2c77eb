package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Await;
import canyon.support.Await.Claim;
import canyon.support.RedisProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.Jedis;

/** The nodes of one test and what they stand on. After the test they are stopped and leave Redis no connection. */
final class LiveNodes implements AfterEachCallback {
    private final Duration patience;
    private final List<LiveNode> nodes = new ArrayList<>();
    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** @param patience how long anything may take that is awaited */
    LiveNodes(Duration patience) {
        this.patience = patience;
    }

    LiveNode start(String url) {
        return add(new LiveNode(url));
    }

    LiveNode add(LiveNode node) {
        nodes.add(node);
        return node;
    }

    List<LiveNode> all() {
        return List.copyOf(nodes);
    }

    /** @param index from 0, in the order in which they were started */
    LiveNode get(int index) {
        return nodes.get(index);
    }

    /** @param lines of its configuration; no user or password may be needed when the test ends */
    RedisProcess server(String... lines) throws IOException {
        RedisProcess server = keep(RedisProcess.server(lines));
        servers.add(server);
        return server;
    }

    /** Closes it after the nodes. */
    <T extends AutoCloseable> T keep(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    <E extends Exception> void await(Claim<E> claim) throws E {
        Await.within(patience, claim);
    }

    void awaitEach(Consumer<LiveNode> claim) {
        await(() -> assertThat(nodes).allSatisfy(claim));
    }

    /** Each of them. */
    void awaitUp() {
        awaitUp(nodes.toArray(LiveNode[]::new));
    }

    void awaitUp(LiveNode... some) {
        await(() -> assertThat(some).allMatch(node -> node.cluster.isUp(), "is up"));
    }

    /** Each of them. */
    void awaitAlone() {
        awaitAlone(nodes.toArray(LiveNode[]::new));
    }

    void awaitAlone(LiveNode... some) {
        await(() -> assertThat(some).allMatch(node -> !node.cluster.isUp(), "is alone"));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            nodes.forEach(LiveNode::close);
            for (RedisProcess server : servers) {
                try (Jedis jedis = new Jedis("127.0.0.1", server.port())) {
                    await(() -> assertThat(jedis.clientList().lines())
                            .as("connections, of which this test has one")
                            .hasSize(1));
                }
            }
        } finally {
            for (AutoCloseable closeable : opened) {
                closeable.close();
            }
        }
    }
}
