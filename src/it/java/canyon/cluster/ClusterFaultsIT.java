package canyon.cluster;

import static canyon.cluster.Room.PERHAPS;
import static canyon.cluster.Room.news;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import java.io.IOException;
import java.time.Duration;
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
    private final Room room = new Room();

    ClusterFaultsIT(CanyonNodes nodes) {
        this.nodes = nodes;
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void members_of_a_killed_node_leave_within_its_lease() throws Exception {
        PusherSocket ann = room.enter(nodes.peer(1), "ann");
        PusherSocket ben = room.enter(nodes.peer(2), "ben");
        assertThat(news(ann)).isEqualTo("+ben");
        double before = swept();
        CanyonServer fourth = nodes.another();
        try {
            room.enter(Peer.of(fourth), "cid");
            assertThat(news(ann)).isEqualTo("+cid");
            assertThat(news(ben)).isEqualTo("+cid");
            assertThat(swept()).isEqualTo(before);
            Lap lap = new Lap();
            signal("KILL", fourth.jvm().pid());

            assertThat(news(ann)).isEqualTo("-cid");
            assertThat(news(ben)).isEqualTo("-cid");
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
        PusherSocket ann = room.enter(nodes.peer(1), "ann");
        PusherSocket ben = room.enter(nodes.peer(2), "ben");
        assertThat(news(ann)).isEqualTo("+ben");
        long pid = nodes.server(2).jvm().pid();
        Lap frozen = new Lap();
        signal("STOP", pid);
        try {
            assertThat(news(ann)).isEqualTo("-ben");
            frozen.log("node frozen: its members have left");
            room.publish(nodes.peer(1), "meanwhile");
            assertThat(news(ann)).isEqualTo("meanwhile");
        } finally {
            signal("CONT", pid);
        }
        Lap back = new Lap();

        assertThat(news(ann)).isEqualTo("+ben");
        back.log("node goes on: its members are back");
        assertThat(news(ben)).isEqualTo("meanwhile");
        PusherSocket cid = room.enter(nodes.peer(2), "cid");
        assertThat(news(ann)).isEqualTo("+cid");
        assertThat(news(ben)).isEqualTo("+cid");
        cid.isUnharmed();
        ann.isUnharmed();
    }

    @Test
    void nobody_notices_that_redis_was_killed_and_has_forgotten_all() throws Exception {
        PusherSocket ann = room.enter(nodes.peer(1), "ann");
        PusherSocket ben = room.enter(nodes.peer(2), "ben");
        assertThat(news(ann)).isEqualTo("+ben");
        nodes.redis().stop();
        PusherSocket cid = room.enter(nodes.peer(1), "cid");
        assertThat(news(ann)).isEqualTo("+cid");
        nodes.redis().startAgain();

        assertThat(news(ben)).isEqualTo("+cid");
        PusherSocket dan = room.enter(nodes.peer(3), "dan");
        assertThat(news(ann)).isEqualTo("+dan");
        assertThat(news(ben)).isEqualTo("+dan");
        assertThat(news(cid)).isEqualTo("+dan");
        dan.close();
        assertThat(news(ann)).isEqualTo("-dan");
        ben.close();
        assertThat(news(ann)).isEqualTo("-ben");
    }

    @Test
    void a_frozen_redis_keeps_nobody_from_what_is_on_the_same_node() throws Exception {
        PusherSocket ann = room.enter(nodes.peer(1), "ann");
        PusherSocket ben = room.enter(nodes.peer(2), "ben");
        assertThat(news(ann)).isEqualTo("+ben");
        long pid = redisPid();
        signal("STOP", pid);
        try {
            PusherSocket cid = room.enter(nodes.peer(1), "cid");
            assertThat(news(ann)).isEqualTo("+cid");
            room.publish(nodes.peer(1), PERHAPS);
            assertThat(ann.hear("shipped").getString("data")).isEqualTo(PERHAPS);
            assertThat(cid.hear("shipped").getString("data")).isEqualTo(PERHAPS);
            TimeUnit.SECONDS.sleep(2L * CanyonNodes.LEASE_SECONDS);
        } finally {
            signal("CONT", pid);
        }

        assertThat(news(ben)).isEqualTo("+cid");
        PusherSocket dan = room.enter(nodes.peer(3), "dan");
        assertThat(news(ann)).isEqualTo("+dan");
        assertThat(news(ben)).isEqualTo("+dan");
        dan.close();
        assertThat(news(ann)).isEqualTo("-dan");
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
}
