package canyon.cluster;

import static canyon.cluster.Room.PERHAPS;
import static canyon.cluster.Room.news;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.RedisCluster;
import canyon.support.RedisProcess;
import canyon.support.RedisSentinels;
import canyon.support.RedisServers;
import canyon.wire.PusherSocket;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

/** What clients of two whole Canyons see when a Redis of several servers loses one, or moves what they share. */
@Tag("faults")
@ExtendWith(RedisServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class FailoverIT {
    private static final Duration FAILOVER = Duration.ofSeconds(30);

    @Test
    void nobody_leaves_while_sentinels_choose_another_master() throws Exception {
        try (RedisSentinels redis = RedisSentinels.start();
                NodePair nodes = NodePair.at(
                        "redis-sentinel://:" + RedisSentinels.PASSWORD + "@" + redis.places() + "/"
                                + RedisSentinels.NAME,
                        Map.of("canyon.redis.sentinel.password", RedisSentinels.SENTINEL_PASSWORD));
                Room room = new Room()) {
            Visitors visitors = new Visitors(nodes, room);
            nodes.awaitReady();
            PusherSocket ann = visitors.meet(1, "ann");
            PusherSocket ben = visitors.meet(2, "ben", ann);
            visitors.allIsWell(ann, ben);
            RedisProcess first = redis.master();
            Lap lap = new Lap();
            first.kill();
            nodes.awaitNotReady(1, 2);
            PusherSocket cid = visitors.meet(1, "cid", ann);
            visitors.publish(1, PERHAPS);
            assertThat(cid.hear("shipped").getString("data")).isEqualTo(PERHAPS);
            RedisProcess second = redis.awaitMasterOtherThan(first);
            lap.log("the master of Sentinels killed: another one is chosen");

            assertThat(news(ben)).isEqualTo("+cid");
            lap.log("the master of Sentinels killed: who came meanwhile is seen on the other node");
            visitors.allIsWell(ann, ben, cid);
            assertThat(lap.time()).isLessThan(FAILOVER);
            try (Jedis jedis = new Jedis("127.0.0.1", second.port())) {
                jedis.auth(RedisSentinels.PASSWORD);
                publishAsLaravel(room, jedis);
            }
            assertThat(news(ann) + news(ben) + news(cid)).isEqualTo("{}{}{}");
            for (int node = 1; node <= 2; node++) {
                assertThat(nodes.log(node))
                        .doesNotContain(RedisSentinels.PASSWORD)
                        .doesNotContain(RedisSentinels.SENTINEL_PASSWORD);
            }
        }
    }

    @Test
    void nobody_leaves_when_a_master_of_a_cluster_fails_and_when_it_comes_back() throws Exception {
        try (RedisCluster redis = RedisCluster.start();
                NodePair nodes = NodePair.at("redis-cluster://" + redis.places(), Map.of());
                Room room = new Room()) {
            Visitors visitors = new Visitors(nodes, room);
            nodes.awaitReady();
            PusherSocket ann = visitors.meet(1, "ann");
            PusherSocket ben = visitors.meet(2, "ben", ann);
            visitors.allIsWell(ann, ben);
            RedisProcess master = redis.masterOf(key(redis, room, "presence"));
            Lap lap = new Lap();
            master.kill();
            PusherSocket cid = visitors.meet(1, "cid", ann);
            visitors.publish(1, PERHAPS);
            assertThat(cid.hear("shipped").getString("data")).isEqualTo(PERHAPS);

            assertThat(news(ben)).isEqualTo("+cid");
            lap.log("a master of a Redis Cluster killed: who came meanwhile is seen on the other node");
            visitors.allIsWell(ann, ben, cid);
            lap.log("a master of a Redis Cluster killed: both nodes are ready, and all is heard");
            assertThat(lap.time()).isLessThan(FAILOVER);
            master.startAgain();
            NodePair.await(() -> assertThat(redis.replicas()).contains(master));
            visitors.allIsWell(ann, ben, cid);
            publishAsLaravel(room, redis);
            assertThat(news(ann) + news(ben) + news(cid)).isEqualTo("{}{}{}");
        }
    }

    @Test
    void nobody_notices_that_what_belongs_to_a_channel_and_to_the_nodes_moves() throws Exception {
        try (RedisCluster redis = RedisCluster.start();
                NodePair nodes = NodePair.at("redis-cluster://" + redis.places(), Map.of());
                Room room = new Room()) {
            Visitors visitors = new Visitors(nodes, room);
            nodes.awaitReady();
            PusherSocket ann = visitors.meet(1, "ann");
            PusherSocket ben = visitors.meet(2, "ben", ann);
            for (String key : new String[] {key(redis, room, "presence"), "canyon:{nodes}:leases", "canyon:bus"}) {
                String before = redis.masterOf(key).place();
                redis.move(key, () -> {});
                assertThat(redis.masterOf(key).place()).isNotEqualTo(before);
                visitors.allIsWell(ann, ben);
                PusherSocket guest = visitors.meet(2, "guest", ann, ben);
                guest.close();
                assertThat(news(ann)).isEqualTo("-guest");
                assertThat(news(ben)).isEqualTo("-guest");
            }
            publishAsLaravel(room, redis);
            assertThat(news(ann) + news(ben)).isEqualTo("{}{}");
        }
    }

    /** What Redis holds of a room. */
    private static String key(RedisCluster redis, Room room, String kind) {
        return redis.nodes().stream()
                .flatMap(node -> keys(node, "canyon:" + kind + ":*" + room.name() + "}"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> keys(RedisProcess node, String pattern) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            return jedis.keys(pattern).stream();
        }
    }

    private static void publishAsLaravel(Room room, Jedis jedis) {
        jedis.publish(room.name(), "{\"event\":\"shipped\",\"data\":{},\"socket\":null}");
    }

    private static void publishAsLaravel(Room room, RedisCluster redis) {
        // Any of them will do.
        try (Jedis jedis = new Jedis("127.0.0.1", redis.nodes().get(1).port())) {
            publishAsLaravel(room, jedis);
        }
    }
}
