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

    /** Where it tells of MicroProfile Health. */
    private Peer server;

    @BeforeAll
    void start() throws IOException {
        redis = RedisServerFixture.start();
        canyon = CanyonServer.start(Map.of(
                "canyon.app.id", "shop",
                "canyon.app.key", "shop-key",
                "canyon.app.secret", "shop-secret",
                "canyon.redis.url", redis.uri().toString(),
                "canyon.redis.max-backoff", "PT1S",
                "canyon.metrics.access", "admin"));
        peer = Peer.of(canyon);
        server = new Peer(canyon.healthPort(), "127.0.0.1");
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
        assertThat(server.get("/health/ready").answer().status()).isEqualTo(503);
        assertThat(server.get("/health/live").answer().status()).isEqualTo(200);

        redis.startAgain();
        assertThat(await("/ops/ready", 200).body()).contains("\"redis\",\"status\":\"UP\"");
    }

    @Test
    void the_server_shows_it_as_MicroProfile_Health() throws Exception {
        await("/ops/ready", 200);

        assertThat(server.get("/health/live").answer().body()).contains("\"canyon\"");
        assertThat(server.get("/health/started").answer().body()).contains("\"canyon\"");
        HttpAnswer ready = server.get("/health/ready").answer();
        assertThat(ready.status()).as(ready.body()).isEqualTo(200);
        assertThat(ready.body()).contains("\"canyon\"", "\"redis\"", "\"memory\"", "\"serving\"");
    }

    @Test
    void nothing_can_be_sent_to_a_probe() throws IOException {
        HttpAnswer refused = peer.post("/ops/ready", "x").answer();

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(peer.call("HEAD", "/ops/live", Map.of(), "").answer().status())
                .isEqualTo(200);
    }

    @Test
    void nobody_but_an_administrator_reads_the_metrics() throws IOException {
        assertThat(peer.get("/ops/metrics").answer().status()).isEqualTo(404);
    }

    @Test
    void a_JMX_client_reads_the_beans() throws Exception {
        Listener listener = Listener.on(peer, "managed");
        try (JMXConnector connector = canyon.jvm().jmx();
                listener) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();

            assertThat(names(beans)).hasSize(5);
            assertThat((Integer) beans.getAttribute(name("Node"), "Connections"))
                    .isPositive();
            assertThat(beans.getAttribute(name("Node"), "Draining")).isEqualTo(false);
            assertThat((String) beans.getAttribute(name("Redis"), "State")).isIn("CONNECTED", "LOST", "CONNECTING");
            TabularData connections = (TabularData) beans.getAttribute(name("Applications"), "Connections");
            assertThat((Integer) connections.get(new Object[] {"shop"}).get("value"))
                    .isPositive();
            TabularData channels =
                    (TabularData) beans.invoke(name("Channels"), "list", new Object[] {"shop", "man"}, new String[] {
                        String.class.getName(), String.class.getName()
                    });
            assertThat(channels.get(new Object[] {"managed"}).get("value")).isEqualTo(1);
            assertThat((Integer) beans.getAttribute(name("Outboxes"), "LimitBytes"))
                    .isPositive();
        }
    }

    @Test
    void a_JMX_client_has_authorizations_traced_in_the_servers_log() throws Exception {
        try (JMXConnector connector = canyon.jvm().jmx();
                RawWebSocket client = peer.webSocket("/socket.io/?EIO=4&transport=websocket")) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            client.receive();
            client.send("40");

            beans.invoke(name("Node"), "trace", new Object[] {true}, new String[] {"boolean"});
            assertThat(beans.getAttribute(name("Node"), "Tracing")).isEqualTo(true);
            client.send("42[\"subscribe\",{\"channel\":\"private-traced\"}]");
            awaitLog("authorization of private-traced for ");
            beans.invoke(name("Node"), "trace", new Object[] {false}, new String[] {"boolean"});
            assertThat(beans.getAttribute(name("Node"), "Tracing")).isEqualTo(false);
        }
    }

    @Test
    void a_JMX_client_disconnects_a_client_for_good() throws Exception {
        try (JMXConnector connector = canyon.jvm().jmx();
                RawWebSocket client = peer.webSocket("/app/shop-key?protocol=7")) {
            String established = client.receive().toString();
            String id = established.replaceFirst(".*socket_id\\\\\":\\\\\"([0-9.]+).*", "$1");

            Object found = connector
                    .getMBeanServerConnection()
                    .invoke(name("Node"), "disconnect", new Object[] {id}, new String[] {String.class.getName()});

            assertThat(found).as(established).isEqualTo(true);
            assertThat(client.receive()).hasToString("closed with 4009");
        }
    }

    @Test
    void an_application_that_is_taken_away_takes_its_beans_along() throws Exception {
        assumeTrue(ServerKind.current() != ServerKind.PAYARA_MICRO, "Payara Micro deploys only when it starts");
        try (JMXConnector connector = canyon.jvm().jmx()) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();

            canyon.undeploy();
            assertThat(names(beans)).isEmpty();
            canyon.deploy();
            assertThat(names(beans)).hasSize(5);
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

    private void awaitLog(String text) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!canyon.log().contains(text)) {
            assertThat(System.nanoTime() - end).as("the log has no %s", text).isNegative();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static Set<ObjectName> names(MBeanServerConnection server) throws Exception {
        return server.queryNames(new ObjectName("canyon:*"), null);
    }

    private static ObjectName name(String type) throws Exception {
        return new ObjectName("canyon:type=" + type + ",context=\"/\"");
    }
}
