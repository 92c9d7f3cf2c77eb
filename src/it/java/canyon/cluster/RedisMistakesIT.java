package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters.Count;
import canyon.config.RedisSettings.SentinelLogin;
import canyon.message.ChannelName;
import canyon.redis.LogRecorder;
import canyon.redis.RedisErrands;
import canyon.redis.RedisSubscriber;
import canyon.support.RedisCluster;
import canyon.support.RedisProcess;
import canyon.support.RedisServers;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** A Redis that is not there, or another one than the URL says, and what is in it that should not be. */
@ExtendWith(RedisServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class RedisMistakesIT {
    private static final ChannelName ROOM = new ChannelName("presence-room");
    private static final String KEY = "canyon:presence:{:presence-room}";
    private static final String LEASES = "canyon:{nodes}:leases";
    private static final String FACTS = "canyon:{nodes}:facts";

    @RegisterExtension
    final LiveNodes nodes = new LiveNodes(Duration.ofSeconds(20));

    @Test
    void a_node_whose_redis_is_not_there_works_alone_until_it_is() throws Exception {
        RedisProcess redis = nodes.server();
        redis.kill();
        try (LogRecorder log = new LogRecorder(RedisSubscriber.class)) {
            LiveNode one = nodes.start("redis://" + redis.place());
            assertThat(log.await("is not reached")).contains(redis.place(), "Connection refused");
            worksAlone(one, "1.1");
            redis.startAgain();

            nodes.awaitUp(one);
            LiveNode two = nodes.start("redis://" + redis.place());
            two.join("2.1", ROOM, "ben");
            nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1", "2.1"));
            nodes.await(() -> assertThat(two.members(ROOM)).hasSize(2));
        }
    }

    @Test
    void a_node_of_a_cluster_that_is_taken_for_a_single_server_is_recognised() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        RedisProcess stranger = redis.nodes().stream()
                .filter(node -> refuses(node, LEASES))
                .findFirst()
                .orElseThrow();
        try (LogRecorder log = new LogRecorder(RedisErrands.class)) {
            LiveNode one = nodes.start("redis://" + stranger.place());

            assertThat(log.await("refuses EVAL")).contains("MOVED", "must begin with redis-cluster://");
            worksAlone(one, "1.1");
            assertThat(one.meters.sum(Count.REFUSED)).isPositive();
        }
        // One that has the leases has not all rooms: that is said, too, and nobody is kept out.
        RedisProcess half = redis.nodes().stream()
                .filter(node -> !refuses(node, LEASES))
                .findFirst()
                .orElseThrow();
        ChannelName elsewhere = new ChannelName("presence-" + elsewhere(half));
        try (LogRecorder log = new LogRecorder(RedisErrands.class)) {
            LiveNode two = nodes.start("redis://" + half.place());
            nodes.awaitUp(two);
            two.join("2.1", elsewhere, "ann");
            nodes.await(() -> assertThat(two.members(elsewhere)).containsExactly("2.1"));
            assertThat(log.await("refuses")).contains("MOVED", "must begin with redis-cluster://");
        }
    }

    private static boolean refuses(RedisProcess node, String key) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            jedis.exists(key);
            return false;
        } catch (JedisDataException moved) {
            return true;
        }
    }

    private static String elsewhere(RedisProcess node) {
        int number = 0;
        while (!refuses(node, "canyon:presence:{:presence-" + number + "}")) {
            number++;
        }
        return String.valueOf(number);
    }

    @Test
    void a_single_server_that_is_taken_for_a_cluster_is_recognised() throws Exception {
        RedisProcess redis = nodes.server();
        try (LogRecorder log = new LogRecorder(RedisSubscriber.class)) {
            LiveNode one = nodes.start("redis-cluster://" + redis.place());

            assertThat(log.await("is not reached")).contains("it is no node of a Redis Cluster", "redis://");
            worksAlone(one, "1.1");
        }
    }

    @Test
    void a_single_server_that_is_taken_for_a_sentinel_is_recognised() throws Exception {
        RedisProcess redis = nodes.server();
        try (LogRecorder log = new LogRecorder(RedisSubscriber.class)) {
            LiveNode one = nodes.start("redis-sentinel://" + redis.place() + "/main");

            assertThat(log.await("is not reached")).contains("no Sentinel names the master", "it is no Sentinel");
            worksAlone(one, "1.1");
        }
    }

    @Test
    void a_sentinel_that_is_taken_for_redis_is_recognised() throws Exception {
        RedisProcess sentinel = nodes.keep(RedisProcess.sentinel());
        try (LogRecorder log = new LogRecorder(RedisSubscriber.class)) {
            LiveNode one = nodes.start("redis://" + sentinel.place());

            assertThat(log.await("is not reached")).contains("it is a Sentinel", "redis-sentinel://");
            worksAlone(one, "1.1");
        }
    }

    @Test
    void two_nodes_of_one_name_work_and_are_complained_of() throws Exception {
        RedisProcess redis = nodes.server();
        try (LogRecorder log = new LogRecorder(Lives.class)) {
            LiveNode one = twin(redis);
            LiveNode two = twin(redis);
            one.join("1.1", ROOM, "ann");
            two.join("2.1", ROOM, "ben");
            nodes.awaitEach(node -> assertThat(node.members(ROOM)).hasSize(2));

            assertThat(log.await("the same canyon.node.id")).contains("two nodes", "twin", "give each its own");
            two.die();
            nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1"));
            assertThat(one.told).containsExactly("+ann", "-ben");
        }
    }

    private LiveNode twin(RedisProcess redis) {
        return nodes.add(new LiveNode("twin", "redis://" + redis.place(), SentinelLogin.NONE));
    }

    @Test
    void values_of_another_type_under_our_keys_leave_a_node_alone_until_they_are_gone() throws Exception {
        RedisProcess redis = nodes.server();
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port());
                LogRecorder log = new LogRecorder(RedisErrands.class)) {
            jedis.set(LEASES, "no set at all");
            LiveNode one = nodes.start("redis://" + redis.place());
            assertThat(log.await("refuses EVAL")).contains("WRONGTYPE");
            worksAlone(one, "1.1");
            jedis.rpush(FACTS, "no", "hash");
            jedis.del(LEASES);
            long refused = one.meters.sum(Count.REFUSED);
            nodes.await(() -> assertThat(one.meters.sum(Count.REFUSED)).isGreaterThan(refused));
            assertThat(one.cluster.isUp()).isFalse();
            jedis.del(FACTS);
            nodes.awaitUp(one);
            nodes.await(() -> assertThat(jedis.hlen(KEY)).isEqualTo(2));

            String lease = jedis.zrange(LEASES, 0, -1).get(0);
            jedis.del("canyon:held:{" + lease + "}");
            jedis.set("canyon:held:{" + lease + "}", "no set");
            ChannelName other = new ChannelName("presence-other");
            one.join("1.1", other, "ann");
            nodes.await(() -> assertThat(one.members(other)).containsExactly("1.1"));
            assertThat(one.cluster.isUp()).isTrue();
        }
    }

    /** What a dead node held is not found if somebody spoils it, but the others go on. */
    @Test
    void leases_that_nobody_has_written_are_swept_and_names_that_are_none_do_no_harm() throws Exception {
        RedisProcess redis = nodes.server();
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            for (String name : Set.of("", "nobody", "a b\nc", "x".repeat(5000), "node.12345678-1")) {
                jedis.zadd(LEASES, 1, name);
                jedis.sadd("canyon:held:{" + name + "}", "no channel", ":", ":presence-room", "%zz:presence-room");
                jedis.hset(FACTS, name, "no JSON");
            }
            renew(jedis, "lives.12345678-1");
            jedis.hset(FACTS, "lives.12345678-1", "[\"no object\"]");
            LiveNode one = nodes.start("redis://" + redis.place());
            one.join("1.1", ROOM, "ann");
            nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1"));

            nodes.await(() -> {
                renew(jedis, "lives.12345678-1");
                assertThat(jedis.zcard(LEASES)).isEqualTo(2);
                assertThat(one.cluster.nodes()).hasSize(2);
            });
            assertThat(one.members(ROOM)).containsExactly("1.1");
            assertThat(one.cluster.isUp()).isTrue();
        }
    }

    /** As a node of the next version might write it. */
    @Test
    void a_seat_with_more_than_this_version_knows_is_a_seat() throws Exception {
        RedisProcess redis = nodes.server();
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            String lease = "next.12345678-1";
            renew(jedis, lease);
            jedis.hset(FACTS, lease, "{\"version\":\"99\",\"invented later\":[]}");
            jedis.sadd("canyon:held:{" + lease + "}", ":presence-room");
            jedis.hset(KEY, "*", "1700000000000000 1");
            jedis.hset(KEY, "9.1", lease + " 1 invented later\n\"eve\"\n{\"user_id\":\"eve\"}");
            LiveNode one = nodes.start("redis://" + redis.place());
            nodes.awaitUp(one);
            // Whoever was never heard may be dead, and its members are not shown.
            jedis.publish("canyon:bus", "{\"v\":1,\"from\":\"next.12345678\",\"kind\":\"invented later\"}");
            nodes.await(() -> assertThat(one.meters.sum(Count.FOREIGN)).isPositive());
            one.join("1.1", ROOM, "ann");
            nodes.await(() -> {
                renew(jedis, lease);
                assertThat(one.members(ROOM)).containsExactly("9.1", "1.1");
            });
            jedis.publish(
                    "canyon:bus",
                    "{\"v\":1,\"from\":\"next.12345678\",\"kind\":\"presence\",\"app\":\"\",\"channel\":\"presence-room\","
                            + "\"left\":[\"9.1\"],\"why\":{\"invented\":\"later\"},\"epoch\":1700000000000000,\"number\":3}");

            nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1"));
            assertThat(one.meters.sum(Count.GARBAGE)).isZero();
        }
    }

    /** Nothing is said of the member that is gone: only the numbers tell of it. */
    @Test
    void a_channel_that_somebody_has_spoilt_does_not_keep_others_from_being_compared() throws Exception {
        RedisProcess redis = nodes.server();
        ChannelName other = new ChannelName("presence-other");
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            LiveNode one = nodes.start("redis://" + redis.place());
            LiveNode two = nodes.start("redis://" + redis.place());
            nodes.awaitUp();
            one.join("1.1", ROOM, "ann");
            one.join("1.1", other, "ann");
            two.join("2.1", ROOM, "ben");
            nodes.awaitEach(node -> assertThat(node.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.1"));
            nodes.await(() -> assertThat(one.members(other)).containsExactly("1.1"));
            jedis.set("canyon:presence:{:presence-other}", "no hash");
            String[] version = jedis.hget(KEY, "*").split(" ", -1);
            jedis.hdel(KEY, "2.1");
            jedis.hset(KEY, "*", version[0] + ' ' + (Long.parseLong(version[1]) + 1));

            nodes.await(() -> assertThat(one.leavingsSeenBy("1.1")).isPositive());
            nodes.await(() -> assertThat(jedis.hexists(KEY, "2.1")).isTrue());
            nodes.awaitEach(node -> assertThat(node.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.1"));
        }
    }

    /** As its node would do. */
    private static void renew(Jedis jedis, String lease) {
        jedis.zadd(LEASES, (double) System.currentTimeMillis() + LiveNode.LEASE.toMillis(), lease);
    }

    private void worksAlone(LiveNode node, String socket) {
        node.join(socket, ROOM, "ann");
        nodes.await(() -> assertThat(node.members(ROOM)).containsExactly(socket));
        node.join(socket + "9", ROOM, "ben");
        nodes.await(() -> assertThat(node.members(ROOM)).hasSize(2));
        node.end(socket + "9");
        nodes.await(() -> assertThat(node.members(ROOM)).containsExactly(socket));
        assertThat(node.cluster.isUp()).isFalse();
    }
}
