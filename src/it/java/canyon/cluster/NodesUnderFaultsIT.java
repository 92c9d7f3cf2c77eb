package canyon.cluster;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisProcess;
import canyon.support.RedisServers;
import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import canyon.wire.SignedApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/**
 * Two whole Canyons, each with a way of its own to one Redis that keeps its data: what their clients, their health and
 * their metrics say while it fails. After each fault nothing is left: no thread, no connection, no key.
 */
@Tag("faults")
@ExtendWith(RedisServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(240)
class NodesUnderFaultsIT {
    private static final String PASSWORD = "open-sesame";
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String LEASES = "canyon:{nodes}:leases";

    /** What an event that may be lost tells. */
    private static final String PERHAPS = "perhaps";

    private final List<RedisWay> ways = new ArrayList<>();
    private final List<CanyonServer> servers = new ArrayList<>();
    private final List<PusherSocket> clients = new ArrayList<>();
    private String room = "";
    private RedisProcess redis;

    /** Connections of a node to Redis, and its threads, when all is well. */
    private long connections;

    private List<String> threads = List.of();

    @BeforeAll
    void start() throws Exception {
        redis = RedisProcess.server("requirepass " + PASSWORD, "appendonly yes", "appendfsync always");
        redis.kill();
        for (int i = 1; i <= 2; i++) {
            RedisWay way = new RedisWay(redis.port());
            ways.add(way);
            servers.add(CanyonServer.start(Map.ofEntries(
                    entry("canyon.redis.url", "redis://:" + PASSWORD + "@" + way.place()),
                    entry("canyon.redis.max-backoff", "PT0.5S"),
                    entry("canyon.redis.connect-timeout", "PT2S"),
                    entry("canyon.node.id", "node-" + i),
                    entry("canyon.presence.lease", LEASE.toString()),
                    entry("canyon.app.id", CanyonServers.APP_ID),
                    entry("canyon.app.key", CanyonServers.APP_KEY),
                    entry("canyon.app.secret", CanyonServers.APP_SECRET))));
        }
    }

    @AfterAll
    void stop() throws Exception {
        for (CanyonServer server : servers) {
            server.close();
        }
        for (RedisWay way : ways) {
            way.close();
        }
        redis.close();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        for (PusherSocket client : clients) {
            client.close();
        }
        clients.clear();
        try (Jedis jedis = admin()) {
            await("keys", () -> jedis.keys("canyon:*").size() == 2);
            await("leases", () -> jedis.zcard(LEASES) == 2);
            await("connections", () -> jedis.clientList().lines().count() == connections + 1);
        }
        await("threads", () -> threads().equals(threads));
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

    @Test
    @Order(1)
    void nodes_whose_redis_is_not_there_at_start_work_alone_until_it_is() throws Exception {
        room = "presence-room-" + UUID.randomUUID();
        for (int node = 1; node <= 2; node++) {
            assertThat(probe(node).isReady()).isFalse();
            assertThat(probe(node).isAlive()).isTrue();
            assertThat(probe(node).metric("redis_connected")).isZero();
            assertThat(probe(node).metric("cluster_reached")).isZero();
            assertThat(servers.get(node - 1).log()).contains("is not reached").doesNotContain(PASSWORD);
        }
        PusherSocket ann = enter(1, "ann");
        PusherSocket ben = enter(2, "ben");
        publish(1, "1");
        assertThat(news(ann)).isEqualTo("1");
        ben.isUnharmed();
        redis.startAgain();
        Lap lap = new Lap();

        assertThat(news(ann)).isEqualTo("+ben");
        assertThat(news(ben)).isEqualTo("+ann");
        lap.log("Redis came after the nodes: their members see each other");
        allIsWell(ann, ben);
        try (Jedis jedis = admin()) {
            connections = jedis.clientList().lines().count() - 1;
        }
        threads = threads();
        assertThat(threads).isNotEmpty();
    }

    @Test
    @Order(2)
    void redis_is_killed_and_has_its_data_when_it_is_back() throws Exception {
        PusherSocket ann = meet(1, "ann");
        PusherSocket ben = meet(2, "ben", ann);
        Lap lap = new Lap();
        redis.kill();
        awaitAlone(1, 2);
        await("not ready", () -> !probe(1).isReady() && !probe(2).isReady());
        lap.log("Redis killed: both nodes say that they are not ready");
        assertThat(probe(1).isAlive()).isTrue();
        assertThat(probe(1).metric("redis_connected")).isZero();
        PusherSocket cid = enter(1, "cid");
        assertThat(news(ann)).isEqualTo("+cid");
        publish(1, PERHAPS);
        assertThat(ann.hear("shipped").getString("data")).isEqualTo(PERHAPS);
        assertThat(cid.hear("shipped").getString("data")).isEqualTo(PERHAPS);
        redis.startAgain();
        Lap back = new Lap();

        assertThat(news(ben)).isEqualTo("+cid");
        back.log("Redis back with its data: who came meanwhile is seen on the other node");
        allIsWell(ann, ben, cid);
        back.log("Redis back with its data: both nodes are ready, and all is heard");
    }

    @Test
    @Order(3)
    void redis_is_frozen_for_twenty_seconds() throws Exception {
        PusherSocket ann = meet(1, "ann");
        PusherSocket ben = meet(2, "ben", ann);
        Lap lap = new Lap();
        redis.freeze();
        PusherSocket cid;
        try {
            cid = enter(1, "cid");
            assertThat(news(ann)).isEqualTo("+cid");
            lap.log("Redis frozen: the first join is told");
            assertThat(lap.time()).isLessThan(Duration.ofSeconds(5));
            publish(1, PERHAPS);
            assertThat(ann.hear("shipped").getString("data")).isEqualTo(PERHAPS);
            awaitAlone(1, 2);
            lap.log("Redis frozen: both nodes know that they are alone");
            Lap again = new Lap();
            PusherSocket dan = enter(1, "dan");
            assertThat(news(ann)).isEqualTo("+dan");
            again.log("Redis frozen: a later join is told");
            dan.close();
            assertThat(news(ann)).isEqualTo("-dan");
            while (lap.time().toSeconds() < 20) {
                assertThat(probe(1).isAlive()).isTrue();
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } finally {
            redis.thaw();
        }
        Lap back = new Lap();

        assertThat(news(ben)).isEqualTo("+cid");
        back.log("Redis goes on after 20 s: who came meanwhile is seen on the other node");
        cid.close();
        assertThat(news(ann)).isEqualTo("-cid");
        assertThat(news(ben)).isEqualTo("-cid");
        allIsWell(ann, ben);
        back.log("Redis goes on after 20 s: both nodes are ready, and all is heard");
    }

    @Test
    @Order(4)
    void a_node_is_cut_off_for_longer_than_its_lease() throws Exception {
        PusherSocket ann = meet(1, "ann");
        PusherSocket ben = meet(2, "ben", ann);
        double swept = probe(1).metric("cluster_swept_total");
        Lap lap = new Lap();
        ways.get(1).cut();
        awaitAlone(2);
        await("not ready", () -> !probe(2).isReady());
        lap.log("cut off: the node says that it is not ready");
        assertThat(probe(1).isReady()).isTrue();
        assertThat(news(ann)).isEqualTo("-ben");
        lap.log("cut off: its members have left for the other node");
        assertThat(lap.time()).isLessThan(LEASE.multipliedBy(3));
        assertThat(probe(1).metric("cluster_swept_total")).isEqualTo(swept + 1);
        assertThat(probe(1).metric("cluster_nodes")).isEqualTo(1);
        publish(2, PERHAPS);
        assertThat(ben.hear("shipped").getString("data")).isEqualTo(PERHAPS);
        ways.get(1).mend();
        Lap back = new Lap();

        assertThat(news(ann)).isEqualTo("+ben");
        back.log("not cut off any more: its members are back");
        allIsWell(ann, ben);
    }

    @Test
    @Order(5)
    void connections_end_for_redis_only() throws Exception {
        PusherSocket ann = meet(1, "ann");
        PusherSocket ben = meet(2, "ben", ann);
        long subscribed = subscriptions(2);
        double resyncs = probe(2).metric("cluster_resyncs_total");
        Lap lap = new Lap();
        ways.get(1).halfCloseForRedis();
        PusherSocket cid = enter(1, "cid");
        assertThat(news(ann)).isEqualTo("+cid");
        assertThat(news(ben)).isEqualTo("+cid");
        lap.log("half-closed: a join on another node is told");
        assertThat(lap.time()).isLessThan(Duration.ofSeconds(12));
        assertThat(probe(2).metric("cluster_resyncs_total")).isGreaterThan(resyncs);

        await("subscribed again", () -> subscriptions(2) >= subscribed + 2);
        lap.log("half-closed: the dead subscriptions are found and renewed");
        assertThat(lap.time()).isLessThan(Duration.ofSeconds(24));
        allIsWell(ann, ben, cid);
    }

    private long subscriptions(int node) throws IOException {
        return servers.get(node - 1)
                .log()
                .lines()
                .filter(line -> line.contains("subscribed to"))
                .count();
    }

    @Test
    @Order(6)
    void redis_takes_200_milliseconds_for_each_command() throws Exception {
        PusherSocket ann = meet(1, "ann");
        PusherSocket ben = meet(2, "ben", ann);
        ways.forEach(way -> way.slowDown(Duration.ofMillis(100)));
        Lap lap = new Lap();
        PusherSocket cid = enter(1, "cid");
        lap.log("slow: who joins has its list");
        assertThat(news(ann)).isEqualTo("+cid");
        assertThat(news(ben)).isEqualTo("+cid");
        lap.log("slow: a join is told on both nodes");
        assertThat(lap.time()).isLessThan(Duration.ofSeconds(4));
        Lap event = new Lap();
        publish(1, "1");
        assertThat(news(ann)).isEqualTo("1");
        event.log("slow: an event is heard on the same node");
        assertThat(news(ben)).isEqualTo("1");
        event.log("slow: an event is heard on the other node");
        assertThat(news(cid)).isEqualTo("1");
        assertThat(probe(1).isReady() && probe(2).isReady()).isTrue();
        assertThat(probe(1).reachesOthers() && probe(2).reachesOthers()).isTrue();
        ways.forEach(RedisWay::mend);
        allIsWell(ann, ben, cid);
    }

    @Test
    @Order(7)
    void redis_has_no_memory_left() throws Exception {
        PusherSocket ann = meet(1, "ann");
        PusherSocket ben = meet(2, "ben", ann);
        double refused = probe(1).metric("cluster_refused_total");
        PusherSocket cid;
        try (Jedis jedis = admin()) {
            Lap lap = new Lap();
            jedis.configSet("maxmemory", "1");
            awaitAlone(1, 2);
            lap.log("no memory: both nodes know that they are alone");
            assertThat(probe(1).metric("cluster_refused_total")).isGreaterThan(refused);
            assertThat(probe(1).isReady()).isTrue();
            cid = enter(1, "cid");
            assertThat(news(ann)).isEqualTo("+cid");
            publish(1, "1");
            assertThat(List.of(news(ann), news(ben), news(cid))).containsExactly("1", "1", "1");
            jedis.configSet("maxmemory", "0");
        }
        Lap back = new Lap();

        assertThat(news(ben)).isEqualTo("+cid");
        back.log("memory again: who came meanwhile is seen on the other node");
        allIsWell(ann, ben, cid);
    }

    @Test
    @Order(8)
    void the_password_was_changed() throws Exception {
        PusherSocket ann = meet(1, "ann");
        PusherSocket ben = meet(2, "ben", ann);
        PusherSocket cid;
        try (Jedis jedis = admin()) {
            jedis.configSet("requirepass", "another");
            // Who is connected stays, until a connection ends for whatever reason.
            allIsWell(ann, ben);
            Lap lap = new Lap();
            jedis.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub");
            jedis.sendCommand(Command.CLIENT, "KILL", "TYPE", "normal");
            awaitAlone(1, 2);
            await("not ready", () -> !probe(1).isReady() && !probe(2).isReady());
            lap.log("another password: both nodes say that they are not ready");
            await("log", () -> servers.get(0).log().contains("WRONGPASS"));
            assertThat(servers.get(0).log()).doesNotContain(PASSWORD);
            cid = enter(1, "cid");
            assertThat(news(ann)).isEqualTo("+cid");
            jedis.configSet("requirepass", PASSWORD);
        }
        Lap back = new Lap();

        assertThat(news(ben)).isEqualTo("+cid");
        back.log("the password again: who came meanwhile is seen on the other node");
        allIsWell(ann, ben, cid);
    }

    @Test
    @Order(9)
    void somebody_writes_under_our_names() throws Exception {
        PusherSocket ann = meet(1, "ann");
        PusherSocket ben = meet(2, "ben", ann);
        double garbage = probe(1).metric("cluster_garbage_total");
        double foreign = probe(1).metric("cluster_foreign_total");
        PusherSocket cid;
        try (Jedis jedis = admin()) {
            for (String message : List.of("", "{", "{\"event\":\"shipped\",\"data\":1,\"socket\":null}")) {
                jedis.publish("canyon:bus", message);
            }
            jedis.publish("canyon:bus", "{\"v\":2}");
            jedis.publish("canyon:bus", "{\"v\":1,\"from\":\"next.12345678\",\"kind\":\"invented later\"}");
            await("garbage", () -> probe(1).metric("cluster_garbage_total") == garbage + 3);
            await("foreign", () -> probe(1).metric("cluster_foreign_total") == foreign + 2);
            ann.isUnharmed();
            ben.isUnharmed();
            for (String key : jedis.keys("canyon:*" + room + "}")) {
                jedis.del(key);
                jedis.set(key, "no hash at all");
            }
            cid = enter(1, "cid");
            assertThat(news(ann)).isEqualTo("+cid");
            publish(1, "1");
            assertThat(List.of(news(ann), news(ben), news(cid))).containsExactly("1", "1", "1");
            assertThat(probe(1).isReady()).isTrue();
            jedis.keys("canyon:*" + room + "}").forEach(jedis::del);
        }
        Lap back = new Lap();

        assertThat(news(ben)).isEqualTo("+cid");
        back.log("foreign values are gone: who came meanwhile is seen on the other node");
        allIsWell(ann, ben, cid);
    }

    private Jedis admin() {
        Jedis jedis = new Jedis("127.0.0.1", redis.port());
        jedis.auth(PASSWORD);
        return jedis;
    }

    private Peer peer(int node) {
        return Peer.of(servers.get(node - 1));
    }

    private Probe probe(int node) {
        return new Probe(peer(node));
    }

    private void awaitAlone(int... alone) throws Exception {
        for (int node : alone) {
            await("alone", () -> !probe(node).reachesOthers());
        }
    }

    /**
     * Both nodes are ready and know of each other, and each event of each node reaches each client once. Ann is at the
     * first node, who is second at the second.
     */
    private void allIsWell(PusherSocket... all) throws Exception {
        for (int node = 1; node <= 2; node++) {
            Probe probe = probe(node);
            await(
                    "ready",
                    () -> probe.isReady()
                            && probe.isAlive()
                            && probe.reachesOthers()
                            && probe.metric("redis_connected") == 1
                            && probe.metric("cluster_nodes") == 2);
        }
        for (int i = 0; i < 10; i++) {
            String data = "sure-" + i;
            publish(1 + i % 2, data);
            for (PusherSocket client : all) {
                assertThat(news(client)).isEqualTo(data);
            }
        }
        for (PusherSocket client : all) {
            client.isUnharmed();
        }
    }

    private PusherSocket meet(int node, String user, PusherSocket... others) throws IOException {
        if (others.length == 0) {
            room = "presence-room-" + UUID.randomUUID();
        }
        PusherSocket socket = enter(node, user);
        for (PusherSocket other : others) {
            assertThat(news(other)).isEqualTo("+" + user);
        }
        return socket;
    }

    private PusherSocket enter(int node, String user) throws IOException {
        PusherSocket socket = PusherSocket.to(peer(node));
        clients.add(socket);
        return socket.join(room, "{\"user_id\":\"" + user + "\"}");
    }

    private void publish(int node, String data) throws IOException {
        String event = Json.createObjectBuilder()
                .add("channel", room)
                .add("name", "shipped")
                .add("data", data)
                .build()
                .toString();
        assertThat(new SignedApi(peer(node)).post("/events", event).status()).isEqualTo(200);
    }

    /** The next that a client hears: who has come or gone, or an event's data, unless that may be lost. */
    private static String news(PusherSocket socket) throws IOException {
        while (true) {
            JsonObject message = socket.hear();
            switch (message.getString("event")) {
                case "pusher_internal:member_added" -> {
                    return "+" + PusherSocket.data(message).getString("user_id");
                }
                case "pusher_internal:member_removed" -> {
                    return "-" + PusherSocket.data(message).getString("user_id");
                }
                case "pusher:ping" -> socket.send("{\"event\":\"pusher:pong\",\"data\":{}}");
                default -> {
                    String data = message.getString("data");
                    if (!data.equals(PERHAPS)) {
                        return data;
                    }
                }
            }
        }
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("%s not in time", what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
