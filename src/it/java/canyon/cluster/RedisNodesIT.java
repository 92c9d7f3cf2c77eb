package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters.Count;
import canyon.message.ChannelName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes and what they share in a real Redis: its scripts, its loss, and what others do to it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisNodesIT {
    private static final ChannelName ROOM = new ChannelName("presence-room {1}\u2028é");
    private static final String KEY = "canyon:presence:{:" + ROOM.text() + "}";

    @RegisterExtension
    static final EmptyRedis REDIS = new EmptyRedis();

    @RegisterExtension
    final LiveNodes nodes = new LiveNodes(Duration.ofSeconds(20));

    @Test
    void members_come_and_go_in_one_order_on_all_nodes() {
        LiveNode one = node();
        LiveNode two = node();
        one.join("1.1", ROOM, "ann");
        nodes.await(() -> assertThat(REDIS.connection().hlen(KEY)).isEqualTo(2));
        two.join("2.1", ROOM, "ben");
        nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1", "2.1"));
        one.join("1.2", ROOM, "cid");
        nodes.await(() -> assertThat(two.members(ROOM)).containsExactly("1.1", "2.1", "1.2"));
        LiveNode three = node();
        three.join("3.1", ROOM, "dan");
        nodes.await(() -> assertThat(three.members(ROOM)).containsExactly("1.1", "2.1", "1.2", "3.1"));
        assertThat(three.registry.presences(ROOM).get(0).member().data().text())
                .isEqualTo("{\"user_id\":\"ann\", \"n\":1.0}");

        one.end("1.1");
        nodes.await(() -> assertThat(two.members(ROOM)).containsExactly("2.1", "1.2", "3.1"));
        nodes.await(() -> assertThat(three.members(ROOM)).containsExactly("2.1", "1.2", "3.1"));
        one.end("1.2");
        two.end("2.1");
        three.end("3.1");
        nodes.await(() ->
                assertThat(REDIS.connection().exists(KEY)).as(KEY + " exists").isFalse());
        nodes.await(() -> assertThat(REDIS.connection().keys("canyon:held:*")).isEmpty());
        assertThat(one.told).containsExactly("+ann", "+cid", "-ann", "-cid");
    }

    @Test
    void a_channel_is_full_for_all_nodes() {
        LiveNode one = node();
        LiveNode two = node();
        List<String> refused = new CopyOnWriteArrayList<>();
        one.join("1.1", ROOM, "ann", 1, () -> refused.add("1.1"));
        nodes.await(() -> assertThat(REDIS.connection().hlen(KEY)).isEqualTo(2));
        two.join("2.1", ROOM, "ben", 1, () -> refused.add("2.1"));
        nodes.await(() -> assertThat(refused).containsExactly("2.1"));
        two.join("2.2", ROOM, "ann", 1, () -> refused.add("2.2"));
        nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1", "2.2"));
        assertThat(two.registry.subscriberCount(ROOM)).isEqualTo(1);
    }

    @Test
    void a_dead_nodes_members_leave_once_when_its_lease_is_over() {
        LiveNode one = node();
        LiveNode two = node();
        LiveNode dead = node();
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        nodes.await(() -> assertThat(REDIS.connection().hlen(KEY)).isEqualTo(3));
        dead.join("3.1", ROOM, "cid");
        dead.join("3.2", ROOM, "ann");
        nodes.await(() -> {
            assertThat(one.members(ROOM)).hasSize(4);
            assertThat(two.members(ROOM)).hasSize(4);
        });
        long since = System.nanoTime();
        dead.die();

        nodes.await(() -> {
            assertThat(one.members(ROOM)).hasSize(2);
            assertThat(two.members(ROOM)).hasSize(2);
        });
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(LiveNode.LEASE.multipliedBy(3));
        nodes.await(() ->
                assertThat(REDIS.connection().zcard("canyon:{nodes}:leases")).isEqualTo(2));
        List<String> told = new ArrayList<>(one.told);
        told.addAll(two.told);
        assertThat(told).containsExactlyInAnyOrder("+ann", "+ben", "-cid");
    }

    @Test
    void a_dead_nodes_members_leave_although_redis_has_forgotten_where_they_are() {
        LiveNode one = node();
        LiveNode dead = node();
        one.join("1.1", ROOM, "ann");
        nodes.await(() -> assertThat(REDIS.connection().hlen(KEY)).isEqualTo(2));
        dead.join("2.1", ROOM, "ben");
        dead.join("2.2", ROOM, "ann");
        nodes.await(() -> assertThat(one.members(ROOM)).hasSize(3));
        REDIS.connection().hgetAll(KEY).values().stream()
                .map(seat -> seat.split(" ", 2)[0])
                .filter(lease -> lease.contains("-"))
                .forEach(lease -> REDIS.connection().del("canyon:held:{" + lease + "}"));
        dead.die();

        nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1"));
        nodes.await(() -> assertThat(one.told).containsExactly("+ann", "-ben"));
        nodes.await(() ->
                assertThat(REDIS.connection().zcard("canyon:{nodes}:leases")).isEqualTo(1));
        nodes.await(() -> assertThat(REDIS.connection().keys("canyon:*")).hasSize(3));
    }

    @Test
    void a_redis_that_comes_back_without_its_data_is_told_all_again() throws IOException {
        LiveNode one = node();
        LiveNode two = node();
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        nodes.awaitEach(node -> assertThat(node.members(ROOM)).hasSize(2));
        REDIS.server().stop();
        nodes.awaitAlone(one, two);
        one.join("1.2", ROOM, "cid");
        nodes.await(() -> assertThat(one.members(ROOM)).hasSize(3));
        REDIS.startAgain();

        nodes.awaitEach(node -> assertThat(node.members(ROOM)).hasSize(3));
        nodes.await(() -> assertThat(REDIS.connection().hlen(KEY)).isEqualTo(4));
        assertThat(one.told).containsExactlyInAnyOrder("+ann", "+cid");
        assertThat(two.told).containsExactly("+ben");
    }

    @Test
    void what_others_write_under_our_keys_harms_only_itself() {
        LiveNode one = node();
        LiveNode two = node();
        REDIS.connection().hset(KEY, "stranger", "says hello");
        REDIS.connection().hset(KEY, "*", "what?");
        REDIS.connection().zadd("canyon:{nodes}:leases", 1, "nobody knows");
        one.join("1.1", ROOM, "ann");
        nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1"));
        two.join("2.1", ROOM, "ben");
        nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1", "2.1"));
        nodes.await(() -> assertThat(two.members(ROOM)).hasSize(2));

        ChannelName other = new ChannelName("presence-other");
        REDIS.connection().set("canyon:presence:{:presence-other}", "no hash at all");
        one.join("1.1", other, "ann");
        nodes.await(() -> assertThat(one.members(other)).containsExactly("1.1"));
        nodes.await(() -> assertThat(one.meters.sum(Count.REFUSED)).isPositive());
        REDIS.connection().del("canyon:presence:{:presence-other}");
        nodes.await(() -> assertThat(REDIS.connection().hlen("canyon:presence:{:presence-other}"))
                .isEqualTo(2));
    }

    @Test
    void a_user_of_redis_who_may_only_listen_leaves_a_node_alone_that_works() {
        REDIS.connection().aclSetUser("listener", "reset", "on", ">secret", "+subscribe", "+psubscribe", "allchannels");
        LiveNode one =
                nodes.start("redis://listener:secret@127.0.0.1:" + REDIS.uri().getPort());
        nodes.await(() -> assertThat(one.meters.sum(Count.REFUSED)).isPositive());
        one.join("1.1", ROOM, "ann");
        nodes.await(() -> assertThat(one.members(ROOM)).containsExactly("1.1"));
        one.end("1.1");
        nodes.await(() -> assertThat(one.members(ROOM)).isEmpty());

        assertThat(one.cluster.isUp()).isFalse();
        assertThat(one.told).containsExactly("+ann", "-ann");
    }

    private LiveNode node() {
        LiveNode node = nodes.start(REDIS.uri().toString());
        nodes.awaitUp(node);
        nodes.awaitEach(each -> assertThat(each.cluster.nodes())
                .hasSizeGreaterThanOrEqualTo(nodes.all().size()));
        return node;
    }
}
