package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisSettings.SentinelLogin;
import canyon.config.Secret;
import canyon.message.ChannelName;
import canyon.support.RedisCluster;
import canyon.support.RedisProcess;
import canyon.support.RedisSentinels;
import canyon.support.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<LiveNode> nodes = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        nodes.forEach(LiveNode::close);
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    @Test
    void nobody_leaves_when_sentinels_choose_another_master() throws Exception {
        RedisSentinels redis = RedisSentinels.start();
        opened.add(redis);
        SentinelLogin login = new SentinelLogin(null, new Secret(RedisSentinels.SENTINEL_PASSWORD));
        String url = "redis-sentinel://:" + RedisSentinels.PASSWORD + "@" + redis.places() + "/" + RedisSentinels.NAME;
        meet(new LiveNode(url, login), new LiveNode(url, login));
        RedisProcess first = redis.master();
        first.kill();
        RedisProcess second = redis.awaitMasterOtherThan(first);

        nobodyHasLeft();
        try (Jedis jedis = new Jedis("127.0.0.1", second.port())) {
            jedis.auth(RedisSentinels.PASSWORD);
            await(() -> jedis.hlen(KEY) == 4);
        }
    }

    @Test
    void nobody_leaves_when_a_master_of_a_cluster_fails() throws Exception {
        RedisCluster redis = RedisCluster.start();
        opened.add(redis);
        String url = "redis-cluster://" + redis.places();
        meet(new LiveNode(url), new LiveNode(url));
        redis.nodes().stream()
                .filter(RedisFaultsIT::has)
                .findFirst()
                .orElseThrow()
                .kill();

        nobodyHasLeft();
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
        RedisProcess redis = server();
        LiveNode one = new LiveNode("redis://" + redis.place());
        meet(one, new LiveNode("redis://" + redis.place()));
        redis.freeze();
        one.join("1.2", ROOM, "eve");
        await(() -> one.members(ROOM).contains("1.2"));
        await(() -> !one.cluster.isUp());
        TimeUnit.NANOSECONDS.sleep(LiveNode.LEASE.multipliedBy(2).toNanos());
        redis.thaw();

        nobodyHasLeft();
        await(() -> nodes.get(1).members(ROOM).contains("1.2"));
    }

    @Test
    void nobody_leaves_while_redis_has_no_memory_left() throws Exception {
        RedisProcess redis = server();
        meet(new LiveNode("redis://" + redis.place()), new LiveNode("redis://" + redis.place()));
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.configSet("maxmemory", "1");
            await(() -> nodes.stream().noneMatch(node -> node.cluster.isUp()));
            nodes.get(0).join("1.2", ROOM, "eve");
            await(() -> nodes.get(0).members(ROOM).contains("1.2"));
            TimeUnit.NANOSECONDS.sleep(LiveNode.LEASE.toNanos());
            jedis.configSet("maxmemory", "0");
        }

        nobodyHasLeft();
        await(() -> nodes.get(1).members(ROOM).contains("1.2"));
    }

    @Test
    void nodes_go_on_alone_with_a_password_that_is_not_right_any_more() throws Exception {
        RedisProcess redis = server();
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.configSet("requirepass", "first");
            jedis.auth("first");
            meet(new LiveNode("redis://:first@" + redis.place()), new LiveNode("redis://:first@" + redis.place()));
            jedis.configSet("requirepass", "second");
            jedis.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub");
            await(() -> nodes.stream().noneMatch(node -> node.cluster.isUp()));
            nodes.get(0).join("1.2", ROOM, "eve");
            await(() -> nodes.get(0).members(ROOM).contains("1.2"));
            jedis.configSet("requirepass", "first");
        }

        nobodyHasLeft();
        await(() -> nodes.get(1).members(ROOM).contains("1.2"));
    }

    @Test
    void a_slow_redis_makes_joins_slow_and_nothing_else() throws Exception {
        RedisProcess redis = server();
        RedisWay way = new RedisWay(redis.port());
        opened.add(way);
        String url = "redis://127.0.0.1:" + way.port();
        meet(new LiveNode(url), new LiveNode(url));
        way.slowDown(Duration.ofMillis(200));
        long since = System.nanoTime();
        nodes.get(0).join("1.2", ROOM, "eve");
        await(() -> nodes.get(1).members(ROOM).contains("1.2"));

        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(4));
        nobodyHasLeft();
        assertThat(nodes).allSatisfy(node -> assertThat(node.cluster.isUp()).isTrue());
    }

    @Test
    void a_node_that_is_cut_off_loses_its_members_to_the_others_and_brings_them_back() throws Exception {
        RedisProcess redis = server();
        RedisWay way = new RedisWay(redis.port());
        opened.add(way);
        LiveNode one = new LiveNode("redis://" + redis.place());
        LiveNode two = new LiveNode("redis://127.0.0.1:" + way.port());
        meet(one, two);
        way.cut();
        await(() -> one.members(ROOM).equals(List.of("1.1")));
        two.join("2.2", ROOM, "eve");
        await(() -> two.members(ROOM).contains("2.2"));
        assertThat(two.members(ROOM)).contains("1.1");
        one.join("1.2", ROOM, "dan");
        way.mend();

        await(() -> one.members(ROOM).size() == 5 && two.members(ROOM).size() == 5);
        assertThat(two.leavingsSeenBy("2.1")).isZero();
    }

    private RedisProcess server() throws Exception {
        RedisProcess redis = RedisProcess.server();
        opened.add(redis);
        return redis;
    }

    /** Ann is at the first node, Ben and Cid at the second. */
    private void meet(LiveNode one, LiveNode two) {
        nodes.add(one);
        nodes.add(two);
        await(() -> nodes.stream().allMatch(node -> node.cluster.nodes().size() == 2));
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        two.join("2.2b", ROOM, "cid");
        await(() -> nodes.stream().allMatch(node -> node.members(ROOM).size() == 3));
    }

    /** All are reached again, who comes is seen by all, and nobody has seen anybody leave. */
    private void nobodyHasLeft() {
        await(() -> nodes.stream().allMatch(node -> node.cluster.isUp()));
        nodes.get(0).join("1.9", ROOM, "zoe");
        await(() -> nodes.stream().allMatch(node -> node.members(ROOM).contains("1.9")));
        nodes.get(0).end("1.9");
        await(() -> nodes.stream().noneMatch(node -> node.members(ROOM).contains("1.9")));
        assertThat(nodes).allSatisfy(node -> assertThat(node.members(ROOM)).contains("1.1", "2.1", "2.2b"));
        assertThat(nodes.get(0).told).doesNotContain("-ann", "-ben", "-cid");
        assertThat(nodes.get(1).told).doesNotContain("-ann", "-ben", "-cid");
        assertThat(nodes.get(0).leavingsSeenBy("1.1")).isEqualTo(1);
        assertThat(nodes.get(1).leavingsSeenBy("2.1")).isEqualTo(1);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not in time").isLessThan(deadline);
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
