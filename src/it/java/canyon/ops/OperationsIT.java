package canyon.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.support.ServerKind;
import canyon.wire.HttpAnswer;
import canyon.wire.Listener;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Probes and a JMX client at a Canyon whose Redis goes away, and whose metrics only an administrator may read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class OperationsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private RedisServerFixture redis;
    private CanyonServer canyon;
    private Peer peer;

    @BeforeAll
    void start() throws IOException {
        redis = RedisServerFixture.start();
        canyon = CanyonServer.start(Map.of(
                "canyon.app.id", "shop",
                "canyon.app.key", "shop-key",
                "canyon.redis.url", redis.uri().toString(),
                "canyon.redis.max-backoff", "PT1S",
                "canyon.metrics.access", "admin"));
        peer = Peer.of(canyon);
    }

    @AfterAll
    void stop() throws IOException {
        canyon.close();
        redis.close();
    }

    @Test
    void it_is_ready_unless_its_Redis_is_away_and_lives_all_the_same() throws Exception {
        await("/ops/ready", 200);
        assertThat(peer.get("/ops/started").answer().body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"canyon\",\"status\":\"UP\"}]}");

        redis.stop();
        HttpAnswer away = await("/ops/ready", 503);
        assertThat(away.body())
                .isEqualTo("{\"status\":\"DOWN\",\"checks\":[{\"name\":\"serving\",\"status\":\"UP\"},"
                        + "{\"name\":\"redis\",\"status\":\"DOWN\"},{\"name\":\"memory\",\"status\":\"UP\"}]}");
        assertThat(peer.get("/ops/live").answer().status()).isEqualTo(200);
        assertThat(peer.get("/ops/started").answer().status()).isEqualTo(200);

        redis.startAgain();
        assertThat(await("/ops/ready", 200).body()).contains("\"redis\",\"status\":\"UP\"");
    }

    @Test
    void the_server_shows_it_where_it_has_MicroProfile_Health() throws Exception {
        assumeTrue(
                ServerKind.current() == ServerKind.PAYARA_MICRO || ServerKind.current() == ServerKind.PAYARA_SERVER,
                "WildFly has it on another port, and Open Liberty only if it is told to");
        await("/ops/ready", 200);

        assertThat(peer.get("/health/live").answer().body()).contains("\"canyon\"");
        assertThat(peer.get("/health/started").answer().body()).contains("\"canyon\"");
        assertThat(peer.get("/health/ready").answer().body())
                .contains("\"canyon\"", "\"redis\"", "\"memory\"", "\"serving\"");
    }

    @Test
    void nobody_but_an_administrator_reads_the_metrics() throws IOException {
        assertThat(peer.get("/ops/metrics").answer().status()).isEqualTo(404);
    }

    @Test
    void a_JMX_client_reads_the_beans_and_traces() throws Exception {
        Listener listener = Listener.on(peer, "managed");
        try (JMXConnector connector = canyon.jvm().jmx();
                listener) {
            MBeanServerConnection server = connector.getMBeanServerConnection();

            assertThat(names(server)).hasSize(5);
            assertThat((Integer) server.getAttribute(name("Node"), "Connections"))
                    .isPositive();
            assertThat(server.getAttribute(name("Node"), "Draining")).isEqualTo(false);
            assertThat((String) server.getAttribute(name("Redis"), "State")).isIn("CONNECTED", "LOST", "CONNECTING");
            TabularData connections = (TabularData) server.getAttribute(name("Applications"), "Connections");
            assertThat(connections.get(new Object[] {"shop"}).get("value")).isEqualTo(1);
            TabularData channels =
                    (TabularData) server.invoke(name("Channels"), "list", new Object[] {"shop", "man"}, new String[] {
                        String.class.getName(), String.class.getName()
                    });
            assertThat(channels.get(new Object[] {"managed"}).get("value")).isEqualTo(1);
            assertThat((Integer) server.getAttribute(name("Outboxes"), "LimitBytes"))
                    .isPositive();

            server.invoke(name("Node"), "trace", new Object[] {true}, new String[] {"boolean"});
            assertThat(server.getAttribute(name("Node"), "Tracing")).isEqualTo(true);
            server.invoke(name("Node"), "trace", new Object[] {false}, new String[] {"boolean"});
        }
    }

    @Test
    void a_JMX_client_disconnects_a_client() throws Exception {
        try (JMXConnector connector = canyon.jvm().jmx();
                RawWebSocket client = peer.webSocket("/app/shop-key?protocol=7")) {
            String established = client.receive().toString();
            String id = established.replaceFirst(".*socket_id\\\\\":\\\\\"([0-9.]+).*", "$1");

            Object found = connector
                    .getMBeanServerConnection()
                    .invoke(name("Node"), "disconnect", new Object[] {id}, new String[] {String.class.getName()});

            assertThat(found).as(established).isEqualTo(true);
            assertThat(client.receive()).hasToString("closed with 1000");
        }
    }

    @Test
    void an_application_that_is_taken_away_takes_its_beans_along() throws Exception {
        assumeTrue(ServerKind.current() != ServerKind.PAYARA_MICRO, "Payara Micro deploys only when it starts");
        try (JMXConnector connector = canyon.jvm().jmx()) {
            MBeanServerConnection server = connector.getMBeanServerConnection();

            canyon.undeploy();
            assertThat(names(server)).isEmpty();
            canyon.deploy();
            assertThat(names(server)).hasSize(5);
        }
    }

    private HttpAnswer await(String path, int status) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpAnswer answer = peer.get(path).answer();
        while (answer.status() != status) {
            assertThat(System.nanoTime() - end).as(answer.body()).isNegative();
            TimeUnit.MILLISECONDS.sleep(100);
            answer = peer.get(path).answer();
        }
        return answer;
    }

    private static Set<ObjectName> names(MBeanServerConnection server) throws Exception {
        return server.queryNames(new ObjectName("canyon:*"), null);
    }

    private static ObjectName name(String type) throws Exception {
        return new ObjectName("canyon:type=" + type + ",context=\"/\"");
    }
}
