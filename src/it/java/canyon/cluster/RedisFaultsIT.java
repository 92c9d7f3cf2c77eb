package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisSettings.SentinelLogin;
import canyon.config.Secret;
import canyon.message.ChannelName;
import canyon.redis.RedisHealth;
import canyon.redis.RedisState;
import canyon.support.RedisCluster;
import canyon.support.RedisProcess;
import canyon.support.RedisSentinels;
import canyon.support.RedisServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** What members see of each other while Redis, of each form, fails. */
@Tag("faults")
@ExtendWith(RedisServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisFaultsIT {
    private static final ChannelName ROOM = new ChannelName("presence-room");
    private static final String KEY = "canyon:presence:{:presence-room}";
    private static final String LEASES = "canyon:{nodes}:leases";
    private static final String FACTS = "canyon:{nodes}:facts";
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int ROUNDS = 10;

    @RegisterExtension
    final LiveNodes nodes = new LiveNodes(Duration.ofSeconds(40));

    @Test
    void nobody_leaves_when_sentinels_choose_another_master() throws Exception {
        RedisSentinels redis = nodes.keep(RedisSentinels.start());
        SentinelLogin login = new SentinelLogin(null, new Secret(RedisSentinels.SENTINEL_PASSWORD));
        String url = "redis-sentinel://:" + RedisSentinels.PASSWORD + "@" + redis.places() + "/" + RedisSentinels.NAME;
        meet(new LiveNode(url, login), new LiveNode(url, login));
        RedisProcess first = redis.master();
        first.kill();
        RedisProcess second = redis.awaitMasterOtherThan(first);

        nobodyHasLeft();
        try (Jedis jedis = new Jedis("127.0.0.1", second.port())) {
            jedis.auth(RedisSentinels.PASSWORD);
            nodes.await(() -> assertThat(jedis.hlen(KEY)).isEqualTo(4));
        }
    }

    @Test
    void nobody_leaves_when_a_master_of_a_cluster_fails() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        String url = "redis-cluster://" + redis.places();
        meet(new LiveNode(url), new LiveNode(url));
        redis.nodes().stream()
                .filter(RedisFaultsIT::has)
                .findFirst()
                .orElseThrow()
                .kill();

        nobodyHasLeft();
    }

    @Test
    void members_of_a_dead_node_leave_although_a_cluster_has_forgotten_where_they_are() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        String url = "redis-cluster://" + redis.places();
        meet(new LiveNode(url), new LiveNode(url));
        for (RedisProcess node : redis.nodes()) {
            keys(node, "canyon:held:*").forEach(key -> delete(node, key));
        }
        nodes.get(1).die();

        nodes.await(() -> assertThat(nodes.get(0).members(ROOM)).containsExactly("1.1"));
        nodes.await(() -> assertThat(nodes.get(0).told).containsExactlyInAnyOrder("+ann", "-ben", "-cid"));
        for (RedisProcess node : redis.nodes()) {
            nodes.await(() -> assertThat(keys(node, "canyon:receipt:*")).isEmpty());
        }
    }

    private static Set<String> keys(RedisProcess node, String pattern) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            return jedis.keys(pattern);
        }
    }

    private static void delete(RedisProcess node, String key) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            jedis.del(key);
        } catch (JedisDataException moved) {
            // A replica, which follows its master.
            assertThat(moved).hasMessageStartingWith("MOVED");
        }
    }

    @Test
    void a_node_of_a_cluster_that_the_others_have_forgotten_is_listened_to_no_more() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        RedisProcess replica = redis.replicas().get(0);
        // The bus is heard there, as no other one is known at first.
        LiveNode one = new LiveNode("redis-cluster://" + replica.place());
        meet(one, new LiveNode("redis-cluster://" + redis.places()));
        Instant before = one.health.status().since();
        Lap lap = new Lap();
        redis.forget(replica);

        awaitConnectedSince(before, one);
        lap.log("a node of a Redis Cluster was forgotten: another one is listened to");
        assertThat(lap.time()).isLessThan(Duration.ofSeconds(15));
        nobodyHasLeft();
        try (Jedis jedis = new Jedis("127.0.0.1", replica.port())) {
            assertThat(jedis.pubsubNumSub("canyon:bus")).containsEntry("canyon:bus", 0L);
        }
    }

    @Test
    void a_frozen_master_of_a_cluster_keeps_nobody_from_channels_of_others() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        RedisProcess frozen = redis.masterOf(LEASES);
        assertThat(redis.masterOf(KEY)).isNotSameAs(frozen);
        RedisProcess other = redis.masterOf(KEY);
        // Both listen where nothing happens.
        String url = "redis-cluster://" + other.place();
        meet(new LiveNode(url), new LiveNode(url));
        frozen.freeze();
        try {
            // It has been waited for once.
            nodes.awaitAlone(nodes.get(0));
            for (int i = 0; i < ROUNDS; i++) {
                String socket = "1.round" + i;
                Lap lap = new Lap();
                nodes.get(0).join(socket, ROOM, "eve" + i);
                nodes.await(() -> assertThat(nodes.get(1).members(ROOM)).contains(socket));
                lap.log("a master of a Redis Cluster frozen: a join in a channel of another one is seen");
                assertThat(lap.time()).isLessThan(LiveNode.TIMEOUT.dividedBy(2));
                TimeUnit.NANOSECONDS.sleep(LiveNode.LEASE.dividedBy(ROUNDS).toNanos());
            }
            nobodyHasLeft();
        } finally {
            frozen.thaw();
        }
    }

    private static boolean has(RedisProcess node) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            return jedis.hlen(KEY) > 0;
        } catch (JedisDataException moved) {
            return false;
        }
    }

    @Test
    void nobody_leaves_while_redis_is_frozen_for_longer_than_a_lease() throws Exception {
        RedisProcess redis = nodes.server();
        LiveNode one = new LiveNode("redis://" + redis.place());
        meet(one, new LiveNode("redis://" + redis.place()));
        redis.freeze();
        one.join("1.2", ROOM, "eve");
        nodes.await(() -> assertThat(one.members(ROOM)).contains("1.2"));
        nodes.awaitAlone(one);
        TimeUnit.NANOSECONDS.sleep(LiveNode.LEASE.multipliedBy(2).toNanos());
        redis.thaw();

        nobodyHasLeft();
        nodes.await(() -> assertThat(nodes.get(1).members(ROOM)).contains("1.2"));
    }

    @Test
    void nobody_leaves_while_redis_has_no_memory_left() throws Exception {
        RedisProcess redis = nodes.server();
        meet(new LiveNode("redis://" + redis.place()), new LiveNode("redis://" + redis.place()));
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.configSet("maxmemory", "1");
            nodes.awaitAlone();
            nodes.get(0).join("1.2", ROOM, "eve");
            nodes.await(() -> assertThat(nodes.get(0).members(ROOM)).contains("1.2"));
            TimeUnit.NANOSECONDS.sleep(LiveNode.LEASE.toNanos());
            jedis.configSet("maxmemory", "0");
        }

        nobodyHasLeft();
        nodes.await(() -> assertThat(nodes.get(1).members(ROOM)).contains("1.2"));
    }

    @Test
    void nodes_go_on_alone_with_a_password_that_is_not_right_any_more() throws Exception {
        RedisProcess redis = nodes.server();
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.configSet("requirepass", "first");
            jedis.auth("first");
            meet(new LiveNode("redis://:first@" + redis.place()), new LiveNode("redis://:first@" + redis.place()));
            jedis.configSet("requirepass", "second");
            jedis.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub");
            nodes.awaitAlone();
            nodes.get(0).join("1.2", ROOM, "eve");
            nodes.await(() -> assertThat(nodes.get(0).members(ROOM)).contains("1.2"));
            jedis.configSet("requirepass", "first");
            nobodyHasLeft();
            nodes.await(() -> assertThat(nodes.get(1).members(ROOM)).contains("1.2"));
            nothingIsLeft(jedis);
            jedis.configSet("requirepass", "");
        }
    }

    @Test
    void a_slow_redis_makes_joins_slow_and_nothing_else() throws Exception {
        RedisProcess redis = nodes.server();
        RedisWay way = nodes.keep(new RedisWay(redis.port()));
        String url = "redis://127.0.0.1:" + way.port();
        meet(new LiveNode(url), new LiveNode(url));
        way.slowDown(Duration.ofMillis(200));
        long since = System.nanoTime();
        nodes.get(0).join("1.2", ROOM, "eve");
        nodes.await(() -> assertThat(nodes.get(1).members(ROOM)).contains("1.2"));

        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(4));
        nobodyHasLeft();
        assertThat(nodes.all())
                .allSatisfy(node -> assertThat(node.cluster.isUp()).isTrue());
    }

    @Test
    void a_node_that_is_cut_off_loses_its_members_to_the_others_and_brings_them_back() throws Exception {
        RedisProcess redis = nodes.server();
        RedisWay way = nodes.keep(new RedisWay(redis.port()));
        LiveNode one = new LiveNode("redis://" + redis.place());
        LiveNode two = new LiveNode("redis://127.0.0.1:" + way.port());
        meet(one, two);
        way.cut();
        nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1"));
        two.join("2.2", ROOM, "eve");
        nodes.await(() -> assertThat(two.members(ROOM)).contains("2.2"));
        assertThat(two.members(ROOM)).contains("1.1");
        one.join("1.2", ROOM, "dan");
        way.mend();

        nodes.awaitEach(node -> assertThat(node.members(ROOM)).hasSize(5));
        assertThat(two.leavingsSeenBy("2.1")).isZero();
    }

    @Test
    void nobody_notices_that_redis_was_killed_and_has_kept_its_data() throws Exception {
        RedisProcess redis = nodes.server("appendonly yes", "appendfsync always");
        meet(new LiveNode("redis://" + redis.place()), new LiveNode("redis://" + redis.place()));
        nodes.get(1).join("2.3", ROOM, "dan");
        nodes.await(() -> assertThat(nodes.get(0).members(ROOM)).contains("2.3"));
        redis.kill();
        nodes.awaitAlone();
        nodes.get(0).join("1.2", ROOM, "eve");
        nodes.await(() -> assertThat(nodes.get(0).members(ROOM)).contains("1.2"));
        nodes.get(1).end("2.3");
        redis.startAgain();
        Lap lap = new Lap();

        nodes.await(() -> assertThat(nodes.get(1).members(ROOM)).contains("1.2"));
        nodes.await(() -> assertThat(nodes.get(0).members(ROOM)).doesNotContain("2.3"));
        lap.log("killed Redis is back with its data, and all is made up for");
        assertThat(nodes.get(0).told).containsExactly("+ann", "+eve");
        assertThat(nodes.get(1).told).containsExactly("+ben", "+cid", "+dan", "-dan");
        awaitLeavings(1);
        nodes.await(() -> assertThat(nodes.get(1).comingsSeenBy("2.1", "eve")).isEqualTo(1));
        nothingIsLeft(redis);
    }

    @Test
    void nobody_notices_that_slots_of_a_cluster_move() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        String url = "redis-cluster://" + redis.places();
        meet(new LiveNode(url), new LiveNode(url));
        Lap lap = new Lap();
        redis.move(KEY, () -> {
            nodes.get(0).join("1.2", ROOM, "eve");
            nodes.await(() -> assertThat(nodes.get(1).members(ROOM)).contains("1.2"));
        });
        nodes.get(1).join("2.3", ROOM, "dan");
        nodes.await(() -> assertThat(nodes.get(0).members(ROOM)).contains("2.3"));
        redis.move(LEASES, () -> {});
        lap.log("two slots of a Redis Cluster have moved, with a join before and after");

        nobodyHasLeft();
        assertThat(nodes.get(1).comingsSeenBy("2.1", "eve")).isEqualTo(1);
        assertThat(nodes.all())
                .allSatisfy(node -> assertThat(node.cluster.nodes()).hasSize(2));
    }

    @Test
    void a_connection_that_only_redis_has_given_up_is_found_and_missed_by_no_member() throws Exception {
        RedisProcess redis = nodes.server();
        RedisWay way = nodes.keep(new RedisWay(redis.port()));
        LiveNode one = new LiveNode("redis://" + redis.place());
        LiveNode two = new LiveNode("redis://" + way.place());
        meet(one, two);
        Instant before = two.health.status().since();
        Lap lap = new Lap();
        way.halfCloseForRedis();
        one.join("1.2", ROOM, "eve");
        two.join("2.3", ROOM, "dan");

        nodes.await(() -> assertThat(two.members(ROOM)).contains("1.2", "2.3"));
        nodes.await(() -> assertThat(one.members(ROOM)).contains("2.3"));
        lap.log("half-closed for Redis: joins are seen on both nodes");
        assertThat(lap.time()).isLessThan(Duration.ofSeconds(12));
        awaitConnectedSince(before, two);
        lap.log("half-closed for Redis: the dead subscription is found and renewed");
        assertThat(lap.time()).isLessThan(Duration.ofSeconds(23));
        nobodyHasLeft();
        nothingIsLeft(redis);
    }

    @Test
    void a_connection_that_redis_does_not_know_to_be_over_is_replaced_at_once() throws Exception {
        RedisProcess redis = nodes.server();
        RedisWay way = nodes.keep(new RedisWay(redis.port()));
        LiveNode one = new LiveNode("redis://" + redis.place());
        LiveNode two = new LiveNode("redis://" + way.place());
        meet(one, two);
        Instant before = two.health.status().since();
        Lap lap = new Lap();
        way.halfCloseForNode();

        awaitConnectedSince(before, two);
        nodes.awaitUp(two);
        lap.log("half-closed for the node: it is back");
        assertThat(lap.time()).isLessThan(Duration.ofSeconds(5));
        nobodyHasLeft();
        nothingIsLeft(redis);
    }

    @Test
    void a_node_that_hears_no_answers_is_heard_goes_on_alone_and_comes_back() throws Exception {
        RedisProcess redis = nodes.server();
        RedisWay way = nodes.keep(new RedisWay(redis.port()));
        LiveNode one = new LiveNode("redis://" + redis.place());
        LiveNode two = new LiveNode("redis://" + way.place());
        meet(one, two);
        Lap lap = new Lap();
        way.losesAnswers();
        two.join("2.3", ROOM, "dan");
        nodes.await(() -> assertThat(two.members(ROOM)).contains("2.3"));
        lap.log("no answers: who joins is told");
        assertThat(lap.time()).isLessThan(LiveNode.TIMEOUT.plusSeconds(1));
        nodes.awaitAlone(two);
        lap.log("no answers: the node knows that it is alone");
        assertThat(lap.time()).isLessThan(LiveNode.LEASE.plus(LiveNode.TIMEOUT));
        // What it says arrives, although it does not know.
        nodes.await(() -> assertThat(one.members(ROOM)).contains("2.3"));
        way.mend();
        Lap mended = new Lap();

        nodes.awaitEach(node -> assertThat(node.members(ROOM)).hasSize(4));
        nodes.awaitUp(two);
        mended.log("answers again: the node is back");
        assertThat(two.leavingsSeenBy("2.1")).isZero();
        assertThat(two.told).containsExactly("+ben", "+cid", "+dan");
        nothingIsLeft(redis);
    }

    /** For Redis' scripts that is what it is to them if all they have written gets older by a day. */
    @Test
    void nobody_leaves_when_the_clock_of_redis_is_set_forth() throws Exception {
        RedisProcess redis = nodes.server();
        meet(new LiveNode("redis://" + redis.place()), new LiveNode("redis://" + redis.place()));
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            Set<String> before = Set.copyOf(jedis.zrange(LEASES, 0, -1));
            before.forEach(lease -> jedis.zincrby(LEASES, -(double) DAY_MILLIS, lease));
            Lap lap = new Lap();
            nodes.await(() -> assertThat(jedis.zrangeWithScores(LEASES, 0, -1))
                    .hasSize(2)
                    .allMatch(lease -> lease.getScore() > System.currentTimeMillis(), "lasts"));
            nodes.awaitUp();
            lap.log("clock of Redis set forth: all nodes have leases again");
        }

        nobodyHasLeft();
        nothingIsLeft(redis);
    }

    /** The same for a clock that is set back. */
    @Test
    void a_node_that_dies_after_the_clock_of_redis_was_set_back_is_noticed() throws Exception {
        RedisProcess redis = nodes.server();
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            // A log of tomorrow.
            jedis.hset(KEY, "*", (System.currentTimeMillis() + DAY_MILLIS) * 1000 + " 0");
            meet(new LiveNode("redis://" + redis.place()), new LiveNode("redis://" + redis.place()));
            jedis.zrange(LEASES, 0, -1).forEach(lease -> jedis.zincrby(LEASES, (double) DAY_MILLIS, lease));
            nobodyHasLeft();
            // Then it is lost, and the next one is of today.
            jedis.del(KEY);
            nodes.await(() -> assertThat(jedis.hlen(KEY)).isEqualTo(4));
            nobodyStillHasLeft();
            nodes.await(() -> assertThat(jedis.zrangeWithScores(LEASES, 0, -1))
                    .allMatch(
                            lease -> lease.getScore() < System.currentTimeMillis() + DAY_MILLIS / 2.0, "is of today"));
            nodes.get(1).die();
            nodes.await(() -> assertThat(nodes.get(0).members(ROOM)).containsExactly("1.1"));
        }
    }

    /** All that is written gets younger by a day. */
    @Test
    void a_node_that_is_dead_when_the_clock_of_redis_is_set_back_is_noticed() throws Exception {
        RedisProcess redis = nodes.server();
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            meet(new LiveNode("redis://" + redis.place()), new LiveNode("redis://" + redis.place()));
            nodes.get(1).die();
            jedis.zrange(LEASES, 0, -1).forEach(lease -> jedis.zincrby(LEASES, (double) DAY_MILLIS, lease));

            nodes.await(() -> assertThat(nodes.get(0).members(ROOM)).containsExactly("1.1"));
            nodes.await(() -> assertThat(jedis.zrange(LEASES, 0, -1)).hasSize(1));
        }
    }

    @Test
    void a_series_of_faults_leaves_nothing_behind() throws Exception {
        RedisProcess redis = nodes.server("appendonly yes", "appendfsync always");
        RedisWay way = nodes.keep(new RedisWay(redis.port()));
        LiveNode one = new LiveNode("redis://" + redis.place());
        LiveNode two = new LiveNode("redis://" + way.place());
        meet(one, two);
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            int connections = Math.toIntExact(jedis.clientList().lines().count());
            Set<String> keys = jedis.keys("canyon:*");
            for (int i = 0; i < ROUNDS; i++) {
                String socket = "2.round" + i;
                way.cut();
                nodes.awaitAlone(two);
                two.join(socket, ROOM, "eve" + i);
                way.mend();
                nodes.await(() -> assertThat(one.members(ROOM)).contains(socket));
                way.halfCloseForNode();
                two.end(socket);
                nodes.await(() -> assertThat(one.members(ROOM)).doesNotContain(socket));
                jedis.sendCommand(Command.CLIENT, "KILL", "TYPE", "normal");
                jedis.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub");
                nodes.awaitUp();
            }
            nodes.await(() -> assertThat(jedis.clientList().lines()).hasSize(connections));
            nodes.await(() -> assertThat(jedis.keys("canyon:*")).hasSameSizeAs(keys));
        }
        nothingIsLeft(redis);
        assertThat(one.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.1", "2.2b");
        assertThat(two.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.1", "2.2b");
    }

    /** Ann is at the first node, Ben and Cid at the second. */
    private void meet(LiveNode one, LiveNode two) {
        nodes.add(one);
        nodes.add(two);
        nodes.awaitEach(node -> assertThat(node.cluster.nodes()).hasSize(2));
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        two.join("2.2b", ROOM, "cid");
        nodes.awaitEach(node -> assertThat(node.members(ROOM)).hasSize(3));
    }

    /** All are reached again, who comes is seen by all, and nobody has seen anybody leave. */
    private void nobodyHasLeft() {
        nodes.awaitUp();
        nodes.get(0).join("1.9", ROOM, "zoe");
        nodes.awaitEach(node -> assertThat(node.members(ROOM)).contains("1.9"));
        nodes.get(0).end("1.9");
        nodes.awaitEach(node -> assertThat(node.members(ROOM)).doesNotContain("1.9"));
        assertThat(nodes.all())
                .allSatisfy(node -> assertThat(node.members(ROOM)).contains("1.1", "2.1", "2.2b"));
        assertThat(nodes.get(0).told).doesNotContain("-ann", "-ben", "-cid");
        assertThat(nodes.get(1).told).doesNotContain("-ann", "-ben", "-cid");
        // Zoe alone.
        awaitLeavings(1);
    }

    /** How many have left, to Ann and to Ben. */
    private void awaitLeavings(int count) {
        nodes.await(() -> assertThat(leavings()).containsOnly((long) count));
    }

    private List<Long> leavings() {
        return List.of(nodes.get(0).leavingsSeenBy("1.1"), nodes.get(1).leavingsSeenBy("2.1"));
    }

    private void awaitConnectedSince(Instant before, LiveNode node) {
        nodes.await(() -> {
            RedisHealth.Status status = node.health.status();
            assertThat(status.since()).isNotEqualTo(before);
            assertThat(status.state()).isEqualTo(RedisState.CONNECTED);
        });
    }

    /** Nobody had left before, and nobody has since. */
    private void nobodyStillHasLeft() {
        assertThat(nodes.all())
                .allSatisfy(node -> assertThat(node.members(ROOM)).contains("1.1", "2.1", "2.2b"));
        assertThat(leavings()).containsExactly(1L, 1L);
    }

    private void nothingIsLeft(RedisProcess redis) {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            nothingIsLeft(jedis);
        }
    }

    /** Redis has a seat for each member, a lease for each node, and nothing else. */
    private void nothingIsLeft(Jedis jedis) {
        nodes.await(() -> {
            int count = nodes.all().size();
            assertThat(jedis.hkeys(KEY)).hasSize(nodes.get(0).members(ROOM).size() + 1);
            assertThat(jedis.zrange(LEASES, 0, -1)).hasSize(count);
            assertThat(jedis.hkeys(FACTS)).hasSize(count);
            assertThat(jedis.keys("canyon:held:*")).hasSize(count);
        });
    }
}
