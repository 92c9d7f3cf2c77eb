package canyon.cluster;

import static canyon.cluster.Room.PERHAPS;
import static canyon.cluster.Room.news;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.RedisServers;
import canyon.wire.PusherSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    private final TwoNodes nodes = TwoNodes.startWithoutRedis();
    private Visitors visitors = new Visitors(nodes.nodes(), new Room());

    NodesUnderFaultsIT() throws IOException {}

    @AfterAll
    void stop() throws Exception {
        nodes.close();
    }

    @BeforeEach
    void open() {
        visitors = new Visitors(nodes.nodes(), new Room());
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        visitors.room().close();
        nodes.awaitNothingLeft();
    }

    @Test
    @Order(1)
    void nodes_whose_redis_is_not_there_at_start_work_alone_until_it_is() throws Exception {
        for (int node = 1; node <= 2; node++) {
            assertThat(probe(node).isReady()).isFalse();
            assertThat(probe(node).isAlive()).isTrue();
            assertThat(probe(node).metric("redis_connected")).isZero();
            assertThat(probe(node).metric("cluster_reached")).isZero();
            assertThat(nodes.nodes().log(node)).contains("is not reached").doesNotContain(TwoNodes.PASSWORD);
        }
        PusherSocket ann = visitors.enter(1, "ann");
        PusherSocket ben = visitors.enter(2, "ben");
        visitors.publish(1, "1");
        assertThat(news(ann)).isEqualTo("1");
        ben.isUnharmed();
        nodes.redis().startAgain();
        Lap lap = new Lap();

        assertThat(news(ann)).isEqualTo("+ben");
        assertThat(news(ben)).isEqualTo("+ann");
        lap.log("Redis came after the nodes: their members see each other");
        visitors.allIsWell(ann, ben);
        nodes.remember();
    }

    @Test
    @Order(2)
    void redis_is_killed_and_has_its_data_when_it_is_back() throws Exception {
        PusherSocket ann = visitors.meet(1, "ann");
        PusherSocket ben = visitors.meet(2, "ben", ann);
        Lap lap = new Lap();
        nodes.redis().kill();
        nodes.nodes().awaitAlone(1, 2);
        nodes.nodes().awaitNotReady(1, 2);
        lap.log("Redis killed: both nodes say that they are not ready");
        assertThat(probe(1).isAlive()).isTrue();
        assertThat(probe(1).metric("redis_connected")).isZero();
        PusherSocket cid = visitors.meet(1, "cid", ann);
        visitors.publish(1, PERHAPS);
        assertThat(ann.hear("shipped").getString("data")).isEqualTo(PERHAPS);
        assertThat(cid.hear("shipped").getString("data")).isEqualTo(PERHAPS);
        nodes.redis().startAgain();
        Lap back = new Lap();

        assertThat(news(ben)).isEqualTo("+cid");
        back.log("Redis back with its data: who came meanwhile is seen on the other node");
        visitors.allIsWell(ann, ben, cid);
        back.log("Redis back with its data: both nodes are ready, and all is heard");
    }

    @Test
    @Order(3)
    void redis_is_frozen_for_twenty_seconds() throws Exception {
        PusherSocket ann = visitors.meet(1, "ann");
        PusherSocket ben = visitors.meet(2, "ben", ann);
        Lap lap = new Lap();
        nodes.redis().freeze();
        PusherSocket cid;
        try {
            cid = visitors.meet(1, "cid", ann);
            lap.log("Redis frozen: the first join is told");
            assertThat(lap.time()).isLessThan(Duration.ofSeconds(5));
            visitors.publish(1, PERHAPS);
            assertThat(ann.hear("shipped").getString("data")).isEqualTo(PERHAPS);
            nodes.nodes().awaitAlone(1, 2);
            lap.log("Redis frozen: both nodes know that they are alone");
            Lap again = new Lap();
            PusherSocket dan = visitors.meet(1, "dan", ann);
            again.log("Redis frozen: a later join is told");
            dan.close();
            assertThat(news(ann)).isEqualTo("-dan");
            while (lap.time().toSeconds() < 20) {
                assertThat(probe(1).isAlive()).isTrue();
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } finally {
            nodes.redis().thaw();
        }
        Lap back = new Lap();

        assertThat(news(ben)).isEqualTo("+cid");
        back.log("Redis goes on after 20 s: who came meanwhile is seen on the other node");
        cid.close();
        assertThat(news(ann)).isEqualTo("-cid");
        assertThat(news(ben)).isEqualTo("-cid");
        visitors.allIsWell(ann, ben);
        back.log("Redis goes on after 20 s: both nodes are ready, and all is heard");
    }

    @Test
    @Order(4)
    void a_node_is_cut_off_for_longer_than_its_lease() throws Exception {
        PusherSocket ann = visitors.meet(1, "ann");
        PusherSocket ben = visitors.meet(2, "ben", ann);
        double swept = probe(1).metric("cluster_swept_total");
        Lap lap = new Lap();
        nodes.way(2).cut();
        nodes.nodes().awaitAlone(2);
        nodes.nodes().awaitNotReady(2);
        lap.log("cut off: the node says that it is not ready");
        assertThat(probe(1).isReady()).isTrue();
        assertThat(news(ann)).isEqualTo("-ben");
        lap.log("cut off: its members have left for the other node");
        assertThat(lap.time()).isLessThan(NodePair.LEASE.multipliedBy(3));
        assertThat(probe(1).metric("cluster_swept_total")).isEqualTo(swept + 1);
        assertThat(probe(1).metric("cluster_nodes")).isEqualTo(1);
        visitors.publish(2, PERHAPS);
        assertThat(ben.hear("shipped").getString("data")).isEqualTo(PERHAPS);
        nodes.way(2).mend();
        Lap back = new Lap();

        assertThat(news(ann)).isEqualTo("+ben");
        back.log("not cut off any more: its members are back");
        visitors.allIsWell(ann, ben);
    }

    @Test
    @Order(5)
    void connections_end_for_redis_only() throws Exception {
        PusherSocket ann = visitors.meet(1, "ann");
        PusherSocket ben = visitors.meet(2, "ben", ann);
        long subscribed = nodes.subscriptions(2);
        double resyncs = probe(2).metric("cluster_resyncs_total");
        Lap lap = new Lap();
        nodes.way(2).halfCloseForRedis();
        PusherSocket cid = visitors.meet(1, "cid", ann, ben);
        lap.log("half-closed: a join on another node is told");
        assertThat(lap.time()).isLessThan(Duration.ofSeconds(12));
        assertThat(probe(2).metric("cluster_resyncs_total")).isGreaterThan(resyncs);

        NodePair.await(() -> assertThat(nodes.subscriptions(2)).isGreaterThanOrEqualTo(subscribed + 2));
        lap.log("half-closed: the dead subscriptions are found and renewed");
        assertThat(lap.time()).isLessThan(Duration.ofSeconds(24));
        visitors.allIsWell(ann, ben, cid);
    }

    @Test
    @Order(6)
    void redis_takes_200_milliseconds_for_each_command() throws Exception {
        PusherSocket ann = visitors.meet(1, "ann");
        PusherSocket ben = visitors.meet(2, "ben", ann);
        nodes.ways().forEach(way -> way.slowDown(Duration.ofMillis(100)));
        Lap lap = new Lap();
        PusherSocket cid = visitors.enter(1, "cid");
        lap.log("slow: who joins has its list");
        assertThat(news(ann)).isEqualTo("+cid");
        assertThat(news(ben)).isEqualTo("+cid");
        lap.log("slow: a join is told on both nodes");
        assertThat(lap.time()).isLessThan(Duration.ofSeconds(4));
        Lap event = new Lap();
        visitors.publish(1, "1");
        assertThat(news(ann)).isEqualTo("1");
        event.log("slow: an event is heard on the same node");
        assertThat(news(ben)).isEqualTo("1");
        event.log("slow: an event is heard on the other node");
        assertThat(news(cid)).isEqualTo("1");
        assertThat(probe(1).isReady() && probe(2).isReady()).isTrue();
        assertThat(probe(1).reachesOthers() && probe(2).reachesOthers()).isTrue();
        nodes.ways().forEach(RedisWay::mend);
        visitors.allIsWell(ann, ben, cid);
    }

    @Test
    @Order(7)
    void redis_has_no_memory_left() throws Exception {
        PusherSocket ann = visitors.meet(1, "ann");
        PusherSocket ben = visitors.meet(2, "ben", ann);
        double refused = probe(1).metric("cluster_refused_total");
        PusherSocket cid;
        try (Jedis jedis = nodes.admin()) {
            Lap lap = new Lap();
            jedis.configSet("maxmemory", "1");
            nodes.nodes().awaitAlone(1, 2);
            lap.log("no memory: both nodes know that they are alone");
            assertThat(probe(1).metric("cluster_refused_total")).isGreaterThan(refused);
            assertThat(probe(1).isReady()).isTrue();
            cid = visitors.meet(1, "cid", ann);
            visitors.publish(1, "1");
            assertThat(List.of(news(ann), news(ben), news(cid))).containsExactly("1", "1", "1");
            jedis.configSet("maxmemory", "0");
        }
        Lap back = new Lap();

        assertThat(news(ben)).isEqualTo("+cid");
        back.log("memory again: who came meanwhile is seen on the other node");
        visitors.allIsWell(ann, ben, cid);
    }

    @Test
    @Order(8)
    void the_password_was_changed() throws Exception {
        PusherSocket ann = visitors.meet(1, "ann");
        PusherSocket ben = visitors.meet(2, "ben", ann);
        PusherSocket cid;
        try (Jedis jedis = nodes.admin()) {
            jedis.configSet("requirepass", "another");
            // Who is connected stays, until a connection ends for whatever reason.
            visitors.allIsWell(ann, ben);
            Lap lap = new Lap();
            jedis.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub");
            jedis.sendCommand(Command.CLIENT, "KILL", "TYPE", "normal");
            nodes.nodes().awaitAlone(1, 2);
            nodes.nodes().awaitNotReady(1, 2);
            lap.log("another password: both nodes say that they are not ready");
            NodePair.await(() -> assertThat(nodes.nodes().log(1)).contains("WRONGPASS"));
            assertThat(nodes.nodes().log(1)).doesNotContain(TwoNodes.PASSWORD);
            cid = visitors.meet(1, "cid", ann);
            jedis.configSet("requirepass", TwoNodes.PASSWORD);
        }
        Lap back = new Lap();

        assertThat(news(ben)).isEqualTo("+cid");
        back.log("the password again: who came meanwhile is seen on the other node");
        visitors.allIsWell(ann, ben, cid);
    }

    @Test
    @Order(9)
    void somebody_writes_under_our_names() throws Exception {
        PusherSocket ann = visitors.meet(1, "ann");
        PusherSocket ben = visitors.meet(2, "ben", ann);
        double garbage = probe(1).metric("cluster_garbage_total");
        double foreign = probe(1).metric("cluster_foreign_total");
        PusherSocket cid;
        try (Jedis jedis = nodes.admin()) {
            for (String message : List.of("", "{", "{\"event\":\"shipped\",\"data\":1,\"socket\":null}")) {
                jedis.publish("canyon:bus", message);
            }
            jedis.publish("canyon:bus", "{\"v\":2}");
            jedis.publish("canyon:bus", "{\"v\":1,\"from\":\"next.12345678\",\"kind\":\"invented later\"}");
            probe(1).awaitMetric("cluster_garbage_total", garbage + 3);
            probe(1).awaitMetric("cluster_foreign_total", foreign + 2);
            ann.isUnharmed();
            ben.isUnharmed();
            for (String key : jedis.keys("canyon:*" + visitors.room().name() + "}")) {
                jedis.del(key);
                jedis.set(key, "no hash at all");
            }
            cid = visitors.meet(1, "cid", ann);
            visitors.publish(1, "1");
            assertThat(List.of(news(ann), news(ben), news(cid))).containsExactly("1", "1", "1");
            assertThat(probe(1).isReady()).isTrue();
            jedis.keys("canyon:*" + visitors.room().name() + "}").forEach(jedis::del);
        }
        Lap back = new Lap();

        assertThat(news(ben)).isEqualTo("+cid");
        back.log("foreign values are gone: who came meanwhile is seen on the other node");
        visitors.allIsWell(ann, ben, cid);
    }

    private Probe probe(int node) {
        return nodes.nodes().probe(node);
    }
}
