package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

/** What clients see when nodes and Redis fail, with real processes. */
@Tag("faults")
@ExtendWith(CanyonNodes.Shared.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClusterFaultsIT {
    private static final Duration LEASE = Duration.ofSeconds(CanyonNodes.LEASE_SECONDS);

    private final CanyonNodes nodes;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final String room = "presence-room-" + UUID.randomUUID();

    ClusterFaultsIT(CanyonNodes nodes) {
        this.nodes = nodes;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    @Test
    void members_of_a_killed_node_leave_within_its_lease() throws Exception {
        PusherSocket ann = enter(nodes.peer(1), "ann");
        PusherSocket ben = enter(nodes.peer(2), "ben");
        assertThat(hear(ann)).isEqualTo("+ben");
        double before = swept();
        CanyonServer fourth = nodes.another();
        try {
            enter(Peer.of(fourth), "cid");
            assertThat(hear(ann)).isEqualTo("+cid");
            assertThat(hear(ben)).isEqualTo("+cid");
            assertThat(swept()).isEqualTo(before);
            Lap lap = new Lap();
            signal("KILL", fourth.jvm().pid());

            assertThat(hear(ann)).isEqualTo("-cid");
            assertThat(hear(ben)).isEqualTo("-cid");
            lap.log("node killed: its members have left");
            assertThat(lap.time()).isLessThan(LEASE.multipliedBy(2));
            assertThat(swept()).isEqualTo(before + 1);
            for (int node = 1; node <= 3; node++) {
                Probe probe = new Probe(nodes.peer(node));
                probe.awaitMetric("cluster_nodes", 3);
                assertThat(probe.isReady()).isTrue();
            }
            ann.isUnharmed();
            ben.isUnharmed();
        } finally {
            nodes.bury(fourth);
        }
    }

    @Test
    void members_of_a_node_that_was_frozen_for_longer_than_its_lease_come_back() throws Exception {
        PusherSocket ann = enter(nodes.peer(1), "ann");
        PusherSocket ben = enter(nodes.peer(2), "ben");
        assertThat(hear(ann)).isEqualTo("+ben");
        long pid = nodes.server(2).jvm().pid();
        Lap frozen = new Lap();
        signal("STOP", pid);
        try {
            assertThat(hear(ann)).isEqualTo("-ben");
            frozen.log("node frozen: its members have left");
        } finally {
            signal("CONT", pid);
        }
        Lap back = new Lap();

        assertThat(hear(ann)).isEqualTo("+ben");
        back.log("node goes on: its members are back");
        PusherSocket cid = enter(nodes.peer(2), "cid");
        assertThat(hear(ann)).isEqualTo("+cid");
        assertThat(hear(ben)).isEqualTo("+cid");
        cid.isUnharmed();
        ann.isUnharmed();
    }

    @Test
    void nobody_notices_that_redis_was_killed_and_has_forgotten_all() throws Exception {
        PusherSocket ann = enter(nodes.peer(1), "ann");
        PusherSocket ben = enter(nodes.peer(2), "ben");
        assertThat(hear(ann)).isEqualTo("+ben");
        nodes.redis().stop();
        PusherSocket cid = enter(nodes.peer(1), "cid");
        assertThat(hear(ann)).isEqualTo("+cid");
        nodes.redis().startAgain();

        assertThat(hear(ben)).isEqualTo("+cid");
        PusherSocket dan = enter(nodes.peer(3), "dan");
        assertThat(hear(ann)).isEqualTo("+dan");
        assertThat(hear(ben)).isEqualTo("+dan");
        assertThat(hear(cid)).isEqualTo("+dan");
        dan.close();
        assertThat(hear(ann)).isEqualTo("-dan");
        ben.close();
        assertThat(hear(ann)).isEqualTo("-ben");
    }

    @Test
    void a_frozen_redis_keeps_nobody_from_what_is_on_the_same_node() throws Exception {
        PusherSocket ann = enter(nodes.peer(1), "ann");
        PusherSocket ben = enter(nodes.peer(2), "ben");
        assertThat(hear(ann)).isEqualTo("+ben");
        long pid = redisPid();
        signal("STOP", pid);
        try {
            PusherSocket cid = enter(nodes.peer(1), "cid");
            assertThat(hear(ann)).isEqualTo("+cid");
            publish(1, "1");
            assertThat(ann.hear("shipped").getString("data")).isEqualTo("1");
            assertThat(cid.hear("shipped").getString("data")).isEqualTo("1");
            TimeUnit.SECONDS.sleep(2L * CanyonNodes.LEASE_SECONDS);
        } finally {
            signal("CONT", pid);
        }

        assertThat(hear(ben)).isEqualTo("+cid");
        PusherSocket dan = enter(nodes.peer(3), "dan");
        assertThat(hear(ann)).isEqualTo("+dan");
        assertThat(hear(ben)).isEqualTo("+dan");
        dan.close();
        assertThat(hear(ann)).isEqualTo("-dan");
    }

    /** Dead nodes that the three have cleaned up after. */
    private double swept() throws IOException {
        double sum = 0;
        for (int node = 1; node <= 3; node++) {
            sum += new Probe(nodes.peer(node)).metric("cluster_swept_total");
        }
        return sum;
    }

    private long redisPid() {
        try (Jedis jedis = new Jedis(nodes.redis().uri())) {
            return jedis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .mapToLong(line -> Long.parseLong(line.substring("process_id:".length())))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    private void publish(int node, String data) throws IOException {
        String event = Json.createObjectBuilder()
                .add("channel", room)
                .add("name", "shipped")
                .add("data", data)
                .build()
                .toString();
        assertThat(nodes.api(node).post("/events", event).status()).isEqualTo(200);
    }

    private PusherSocket enter(Peer peer, String user) throws IOException {
        PusherSocket socket = PusherSocket.to(peer);
        opened.add(socket);
        return socket.join(room, "{\"user_id\":\"" + user + "\"}");
    }

    /** The next member that has come or gone. */
    private static String hear(PusherSocket socket) throws IOException {
        JsonObject message = socket.hear();
        while (message.getString("event").equals("shipped")) {
            // What was under way to a frozen Redis may come when it goes on.
            message = socket.hear();
        }
        String user = PusherSocket.data(message).getString("user_id");
        return switch (message.getString("event")) {
            case "pusher_internal:member_added" -> "+" + user;
            case "pusher_internal:member_removed" -> "-" + user;
            default -> message.toString();
        };
    }
}
