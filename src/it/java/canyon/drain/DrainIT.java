package canyon.drain;

import static canyon.support.CanyonServers.APP_ID;
import static canyon.support.CanyonServers.APP_KEY;
import static canyon.support.CanyonServers.APP_SECRET;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.support.ServerKind;
import canyon.webhook.WebhookReceiver;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import canyon.wire.SignedApi;
import canyon.wire.WebSocketFrame;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;

/** Clients of a node that is taken out of service, by an operator or with Canyon itself. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class DrainIT {
    private static final int CLIENTS = 200;
    private static final Duration DRAIN = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int RECONNECT = 4200;
    private static final int GOING_AWAY = 1001;

    /** A server that stops may close its port before it tells the application. */
    private static final int PORT_CLOSED = 0;

    /** The time of a drain in equal parts. */
    private static final int PARTS = 4;

    private static final Map<String, String> CONFIGURATION = Map.of(
            "canyon.drain.duration",
            DRAIN.toString(),
            "canyon.app.id",
            APP_ID,
            "canyon.app.key",
            APP_KEY,
            "canyon.app.secret",
            APP_SECRET);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void an_operator_sends_everybody_away_evenly_while_all_else_goes_on_and_takes_them_again() throws Exception {
        CanyonServer canyon = CanyonServer.start(CONFIGURATION);
        Crowd again;
        try (JMXConnector console = canyon.jvm().jmx()) {
            Peer peer = Peer.of(canyon);
            MBeanServerConnection beans = console.getMBeanServerConnection();
            Crowd crowd = Crowd.at(peer, CLIENTS, threads);

            beans.invoke(node(), "drain", new Object[] {Math.toIntExact(DRAIN.toSeconds())}, new String[] {"int"});
            long first = Guest.first(crowd.socketIo()).nanos();
            assertThatOnlyNewcomersAreRefused(peer);

            assertThatAllWereSentAwayEvenly(crowd, first);
            // They go last, so that all of them were still there.
            assertThat(crowd.members())
                    .allSatisfy(member -> assertThat(member.heard()).anyMatch(text -> text.contains("meanwhile")));
            await(beans, "Connections", 0);
            await(beans, "Channels", 0);
            assertThat(beans.getAttribute(node(), "Draining")).isEqualTo(true);

            beans.invoke(node(), "cancelDrain", new Object[0], new String[0]);
            assertThat(peer.get("/ops/ready").answer().status()).isEqualTo(200);
            again = Crowd.at(peer, 2, threads);
        } finally {
            canyon.close();
        }

        assertThat(again.farewells())
                .allSatisfy(end -> assertThat(end.frame().code()).isIn(codesOfAServerThatStops()));
    }

    private static List<Integer> codesOfAServerThatStops() {
        return switch (ServerKind.current()) {
            case PAYARA_SERVER -> List.of(RECONNECT);
            // It suspends itself first, which closes all WebSockets.
            case WILDFLY -> List.of(GOING_AWAY);
            // It cuts all connections before it tells anybody.
            case OPEN_LIBERTY -> List.of(WebSocketFrame.NO_FRAME);
            // So it does now and then.
            case PAYARA_MICRO -> List.of(RECONNECT, WebSocketFrame.NO_FRAME);
        };
    }

    private static void assertThatOnlyNewcomersAreRefused(Peer peer) throws IOException {
        HttpAnswer published = new SignedApi(peer)
                .post("/events", "{\"name\":\"meanwhile\",\"channel\":\"" + Crowd.ROOM + "\",\"data\":\"1\"}");
        HttpAnswer ready = peer.get("/ops/ready").answer();
        HttpAnswer polling = peer.get("/socket.io/?EIO=4&transport=polling").answer();

        assertThat(published.status()).as(published.body()).isEqualTo(200);
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.body()).contains("{\"name\":\"serving\",\"status\":\"DOWN\"}");
        assertThat(peer.get("/ops/live").answer().status()).isEqualTo(200);
        assertThat(polling.status()).isEqualTo(503);
        assertThat(polling.header("Retry-After")).isEqualTo("1");
        assertThat(status(peer, Crowd.PUSHER_PATH)).isEqualTo(503);
        assertThat(status(peer, Crowd.SOCKET_IO_PATH)).isEqualTo(503);
    }

    @Test
    void an_undeployment_does_so_too_and_the_next_deployment_lets_them_in_at_a_pace() throws Exception {
        assumeTrue(ServerKind.current() != ServerKind.PAYARA_MICRO, "Payara Micro deploys only when it starts");
        try (WebhookReceiver laravel = new WebhookReceiver();
                RedisServerFixture redis = RedisServerFixture.start();
                CanyonServer canyon = CanyonServer.start(configuration(laravel, redis))) {
            Peer peer = Peer.of(canyon);
            Crowd crowd = Crowd.at(peer, CLIENTS, threads);

            CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> takeOff(canyon), threads);
            long first = Guest.first(crowd.socketIo()).nanos();
            int pusher = status(peer, Crowd.PUSHER_PATH);
            int socketIo = status(peer, Crowd.SOCKET_IO_PATH);

            assertThat(pusher).isIn(PORT_CLOSED, 404, 503);
            assertThat(socketIo).isIn(PORT_CLOSED, 404, 503);
            assertThatAllWereSentAwayEvenly(crowd, first);
            gone.join();
            // Nobody is left anywhere, and everybody was told before the undeployment was over.
            assertThat(laravel.told(Crowd.ROOM))
                    .contains("channel_vacated")
                    .filteredOn("member_removed"::equals)
                    .hasSameSizeAs(crowd.members());
            try (Jedis jedis = new Jedis(redis.uri())) {
                assertThat(jedis.get(Crowd.ROOM + ":members")).isEqualTo("[]");
            }

            canyon.deploy();
            Homecoming.of(peer, crowd.all().size(), threads).isNoFasterThan(crowd, DRAIN);
        }
    }

    private static Map<String, String> configuration(WebhookReceiver laravel, RedisServerFixture redis) {
        Map<String, String> configuration = new HashMap<>(CONFIGURATION);
        configuration.put("canyon.app.webhooks", "[{\"url\":\"" + laravel.url() + "\"}]");
        configuration.put("canyon.redis.url", redis.uri().toString());
        configuration.put("canyon.redis.prefix", "none");
        configuration.put("canyon.presence.members-key", "on");
        return configuration;
    }

    private static void assertThatAllWereSentAwayEvenly(Crowd crowd, long first) {
        List<Guest.Farewell> all = crowd.farewells();
        assertThat(all).allSatisfy(end -> assertThat(end.frame().code()).isEqualTo(RECONNECT));
        // A disconnect packet would keep clients of Socket.IO from coming again.
        assertThat(crowd.socketIo())
                .allSatisfy(guest -> assertThat(guest.heard()).noneMatch(text -> text.startsWith("41")));
        assertThat(all.stream()
                        .collect(groupingBy(end -> part(end.nanos() - first), counting()))
                        .values())
                .hasSizeBetween(PARTS, PARTS + 1)
                .allSatisfy(count -> assertThat(count).isLessThan(all.size() / PARTS * 3 / 2));
        // Each hears of those who leave before it, but for one or two at its own last moment.
        long[] leaves =
                crowd.members().stream().mapToLong(DrainIT::leaves).sorted().toArray();
        for (int before = 0; before < leaves.length; before++) {
            assertThat(leaves[before]).isBetween(before - 2L, (long) before);
        }
    }

    private static void takeOff(CanyonServer canyon) {
        try {
            canyon.undeploy();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long part(long nanos) {
        return Math.max(0, nanos) * PARTS / DRAIN.toNanos();
    }

    private static long leaves(Guest member) {
        return member.heard().stream()
                .filter(text -> text.contains("pusher_internal:member_removed"))
                .count();
    }

    private static int status(Peer peer, String path) throws IOException {
        try (RawWebSocket refused = peer.webSocket(path)) {
            return refused.handshake().status();
        } catch (ConnectException e) {
            return PORT_CLOSED;
        }
    }

    private static void await(MBeanServerConnection beans, String attribute, int value) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!beans.getAttribute(node(), attribute).equals(value)) {
            assertThat(System.nanoTime() - end).as(attribute).isNegative();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static ObjectName node() throws Exception {
        return new ObjectName("canyon:type=Node,context=\"/\"");
    }
}
