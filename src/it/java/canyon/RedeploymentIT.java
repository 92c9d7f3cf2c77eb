package canyon;

import static canyon.support.CanyonServers.API_KEY;
import static canyon.support.CanyonServers.APP_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import canyon.support.CanyonServer;
import canyon.support.Jvm;
import canyon.support.RedisServerFixture;
import canyon.support.ServerKind;
import canyon.wire.HttpAnswer;
import canyon.wire.HttpCall;
import canyon.wire.Laravel;
import canyon.wire.Listener;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import canyon.wire.RoundTrip;
import canyon.wire.WebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Taking Canyon off a server that runs on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedeploymentIT {
    /** Of which each deployment has one. */
    private static final String CANYON = "canyon.boot.Canyon";

    private static final int ROUNDS = 10;

    /**
     * Class loaders of earlier deployments that may still be there, however often it was redeployed. Heap dumps showed
     * what holds them: an idle thread of the server's pool the last task that it had, and the JDK the last record that
     * was compared (the type cache of {@code java.lang.runtime.ObjectMethods}).
     */
    private static final int STALE_LOADERS = ROUNDS / 2;

    /** More than a server here has in its pool. */
    private static final int THREADS = 100;

    /** More than the kernel takes for a client that does not read. */
    private static final int ENDLESS = 8 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";

    /** Stay until the end of the test: a socket whose client goes ends by that. */
    private final List<RawWebSocket> readNothing = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (RawWebSocket client : readNothing) {
            client.close();
        }
    }

    @Test
    void ten_redeployments_among_clients_leave_no_class_loader_no_thread_and_no_socket_behind() throws Exception {
        assumeFalse(
                ServerKind.current() == ServerKind.PAYARA_MICRO,
                "Payara Micro deploys only when it starts; Payara Server does the rest in its place");
        try (RedisServerFixture redis = RedisServerFixture.start();
                CanyonServer canyon = CanyonServer.start(Map.of(
                        "canyon.dev",
                        "true",
                        "canyon.app.id",
                        APP_ID,
                        "canyon.app.api-key",
                        API_KEY,
                        "canyon.limits.redis-message-bytes",
                        String.valueOf(2 * ENDLESS),
                        "canyon.redis.url",
                        redis.uri().toString()));
                Laravel laravel = Laravel.with(redis)) {
            redeployAmongClients(canyon, laravel);
            Remains once = remains(canyon);
            assertThat(once.canyons).isOne();
            assertThat(once.loaders).isPositive();
            assertThat(once.threads).isPositive();

            for (int i = 0; i < ROUNDS; i++) {
                redeployAmongClients(canyon, laravel);
            }

            Remains often = await(canyon, once);
            System.getLogger(RedeploymentIT.class.getName())
                    .log(System.Logger.Level.INFO, "after one: {0}, after {1} more: {2}", once, ROUNDS, often);
            assertThat(often.exceeds(once)).as("%s, before %s", often, once).isFalse();
        }
    }

    private void redeployAmongClients(CanyonServer canyon, Laravel laravel) throws IOException {
        Peer peer = Peer.of(canyon);
        String opened = open(peer);
        List<RawWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            RawWebSocket echo = peer.webSocket("/socket.io/?EIO=4&transport=websocket");
            echo.receive();
            echo.send("40");
            echo.send("42[\"subscribe\",{\"channel\":\"news\"}]");
            RawWebSocket pusher = peer.webSocket("/app/canyon-key?protocol=7");
            clients.addAll(List.of(echo, pusher));
        }
        String sid = opened.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
        HttpCall poll = peer.get(POLLING + "&sid=" + sid);
        leaveUnread(peer, laravel);

        canyon.undeploy();

        for (RawWebSocket client : clients) {
            WebSocketFrame frame = client.receive();
            while (!frame.isClose()) {
                frame = client.receive();
            }
            client.close();
        }
        poll.close();
        canyon.deploy();
        assertThat(peer.get("/").answer().status()).isEqualTo(200);
    }

    /** A client to which a write is outstanding for ever. */
    private void leaveUnread(Peer peer, Laravel laravel) throws IOException {
        RawWebSocket client = peer.slowWebSocket("/socket.io/?EIO=4&transport=websocket");
        readNothing.add(client);
        client.receive();
        client.send("40");
        client.receive();
        client.send("42[\"subscribe\",{\"channel\":\"endless\"}]");
        RoundTrip.on(client);
        try (Listener other = Listener.on(peer, "endless")) {
            laravel.event("endless", "E", "\"" + "x".repeat(ENDLESS) + "\"");
            assertThat(other.hear()).hasSizeGreaterThan(ENDLESS);
        }
    }

    /** A polling session, as soon as newcomers are let in: after a redeployment they wait until Laravel is heard. */
    private static String open(Peer peer) throws IOException {
        HttpAnswer answer = peer.get(POLLING).answer();
        for (long start = System.nanoTime();
                answer.status() != 200;
                answer = peer.get(POLLING).answer()) {
            assertThat(System.nanoTime() - start)
                    .as("nobody is let in: %s", answer.body())
                    .isLessThan(PATIENCE.toNanos());
        }
        return answer.body();
    }

    private static Remains await(CanyonServer canyon, Remains before) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Remains remains = remains(canyon);
        while (remains.exceeds(before) && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(500);
            remains = remains(canyon);
        }
        return remains;
    }

    private static Remains remains(CanyonServer canyon) throws IOException {
        giveEveryThreadWork(Peer.of(canyon));
        return Remains.of(canyon.jvm());
    }

    /**
     * A thread of a server's pool may keep the class loader of the last task that it had, however long ago: all of them
     * get one at the same time, a request that waits for its body.
     */
    private static void giveEveryThreadWork(Peer peer) throws IOException {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + API_KEY, "Content-Length", "1");
        List<HttpCall> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            calls.add(peer.call("POST", "/apps/" + APP_ID + "/events", headers, ""));
        }
        for (HttpCall call : calls) {
            call.write(new byte[1]);
        }
        for (HttpCall call : calls) {
            assertThat(call.answer().status()).isEqualTo(400);
        }
    }

    /**
     * What a server has of Canyon.
     *
     * @param canyons objects of which each deployment has one
     * @param loaders that have loaded Canyon
     * @param threads that Canyon has started
     * @param sockets of the whole process
     */
    private record Remains(long canyons, long loaders, long threads, long sockets) {
        static Remains of(Jvm jvm) throws IOException {
            Map<String, Long> instances = jvm.instances();
            return new Remains(
                    instances.getOrDefault(CANYON, 0L),
                    jvm.loaders(CANYON),
                    jvm.threads().filter(name -> name.startsWith("canyon-")).count(),
                    jvm.sockets());
        }

        boolean exceeds(Remains other) {
            return canyons > other.canyons
                    || loaders > other.loaders + STALE_LOADERS
                    || threads > other.threads
                    || sockets > other.sockets;
        }
    }
}
