package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.broker.Census;
import canyon.broker.Crowd;
import canyon.cluster.ClusterMeters.Count;
import canyon.config.ClusterSettings;
import canyon.connection.CloseReason;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Payload;
import canyon.message.Presence;
import canyon.message.SocketId;
import canyon.redis.LogRecorder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of several nodes notice, whatever happens between the nodes and Redis. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClusterTest {
    private static final ChannelName ROOM = new ChannelName("presence-room");
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong(System.nanoTime());
    private final FakeRedis redis = new FakeRedis();
    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void a_client_is_told_of_members_on_every_node_and_they_of_it() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        assertThat(two.heard("2.1")).containsExactly("list 2.1 1.1");
        two.leave("2.1", ROOM);
        settle();
        assertThat(one.heard("1.1")).endsWith("-ben");
        assertThat(two.members(ROOM)).isEmpty();
        assertThat(redis.seats(ROOM)).containsExactly("1.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 25, 60})
    void a_node_that_was_killed_and_begins_again_shows_nobody_of_its_earlier_life(int seconds) throws Exception {
        TestNode killed = node();
        killed.join("1.1", ROOM, "ann");
        pass(Duration.ofSeconds(7));
        nodes.remove(killed);
        killed.cut();
        pass(Duration.ofSeconds(seconds));

        TestNode next = node();
        next.join("2.1", ROOM, "ben");
        settle();
        next.join("2.2", ROOM, "cid");
        pass(LEASE.multipliedBy(2));
        assertThat(next.heard("2.1")).containsExactly("list 2.1", "+2.2");
        assertThat(next.heard("2.2")).containsExactly("list 2.2 2.1");
        assertThat(redis.seats(ROOM)).containsExactly("2.1", "2.2");
        assertThat(redis.leases()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void what_an_earlier_life_of_a_node_with_a_name_left_is_removed_as_it_begins(int seconds) {
        TestNode killed = named("a");
        killed.join("1.1", ROOM, "ann");
        pass(Duration.ofSeconds(7));
        nodes.remove(killed);
        killed.cut();
        pass(Duration.ofSeconds(seconds));

        named("a");
        pass(Duration.ofSeconds(2));
        assertThat(redis.seats(ROOM)).isEmpty();
        assertThat(redis.leases()).hasSize(1);
    }

    @Test
    void members_of_a_node_that_is_silent_while_another_begins_are_shown_when_it_speaks() throws Exception {
        TestNode one = node();
        one.join("1.1", ROOM, "ann");
        pass(Duration.ofSeconds(7));
        one.frozen = true;
        TestNode two = node();
        two.join("2.1", ROOM, "ben");
        pass(Duration.ofSeconds(5));
        assertThat(two.heard("2.1")).containsExactly("list 2.1");
        one.frozen = false;
        pass(Duration.ofSeconds(1));
        assertThat(two.heard("2.1")).containsExactly("list 2.1", "+1.1");
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
    }

    @Test
    void a_user_on_two_nodes_comes_once_and_leaves_with_the_last_connection() throws Exception {
        TestNode one = node();
        TestNode two = node();
        TestNode three = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        three.join("3.1", ROOM, "ben");
        settle();
        two.end("2.1");
        settle();

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        three.end("3.1");
        settle();
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "-ben");
        assertThat(two.told).containsExactly("+ben");
        assertThat(three.told).containsExactly("-ben");
        assertThat(one.told).containsExactly("+ann");
    }

    @Test
    void a_message_that_is_lost_between_others_is_made_up_for() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        two.join("2.2", ROOM, "cid");
        settle();
        one.deaf = true;
        two.leave("2.1", ROOM);
        settle();
        one.deaf = false;
        two.join("2.3", ROOM, "dan");
        settle();

        assertThat(one.heard("1.1")).endsWith("+2.2", "-ben", "+2.3");
        assertThat(one.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.2", "2.3");
        assertThat(one.meters.sum(Count.GAPS)).isPositive();
    }

    @Test
    void a_message_that_is_lost_as_the_last_one_is_made_up_for_within_a_third_of_the_lease() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        settle();
        one.deaf = true;
        two.leave("2.1", ROOM);
        settle();
        one.deaf = false;

        pass(LEASE.dividedBy(3).plusSeconds(3));
        assertThat(one.heard("1.1")).endsWith("-ben");
    }

    @Test
    void the_members_of_a_dead_node_leave_once_after_its_lease() throws Exception {
        TestNode one = node();
        TestNode two = node();
        TestNode three = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        three.join("3.1", ROOM, "cid");
        three.join("3.2", ROOM, "ben");
        settle();
        three.frozen = true;

        pass(LEASE.minusSeconds(1));
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "+3.1");
        pass(LEASE.dividedBy(3).plusSeconds(2));

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "+3.1", "-cid");
        assertThat(two.heard("2.1")).containsExactly("list 2.1 1.1", "+3.1", "-cid");
        List<String> told = new ArrayList<>(one.told);
        told.addAll(two.told);
        assertThat(told).containsOnlyOnce("-cid").doesNotContain("-ben");
        assertThat(redis.leases()).hasSize(2);
    }

    @Test
    void a_node_that_was_frozen_for_longer_than_its_lease_brings_its_members_back() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        settle();
        two.frozen = true;
        pass(LEASE.multipliedBy(2));
        assertThat(one.members(ROOM)).containsExactly("1.1");

        two.frozen = false;
        pass(Duration.ofSeconds(12));

        assertThat(one.heard("1.1")).endsWith("-ben", "+2.1");
        assertThat(one.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        assertThat(two.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        two.end("2.1");
        settle();
        assertThat(redis.seats(ROOM)).containsExactly("1.1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_others_told_of_a_node_that_seemed_to_be_dead_is_taken_back(boolean isFrozen) {
        ChannelName orders = new ChannelName("orders");
        ChannelName late = new ChannelName("late");
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        two.join("2.2", ROOM, "ben");
        two.join("2.3", ROOM, "ann");
        two.registry.join(two.connection("2.4"), orders);
        pass(Duration.ofSeconds(7));
        if (isFrozen) {
            two.frozen = true;
        } else {
            two.cut();
            two.registry.join(two.connection("2.4"), late);
            two.join("2.5", ROOM, "cid");
        }
        pass(LEASE.multipliedBy(2));
        assertThat(one.told).containsExactly("+ann", "-ben");
        assertThat(one.occupancies).contains("vacated orders");
        int changes = two.changes;
        if (isFrozen) {
            two.frozen = false;
        } else {
            two.reconnect();
        }
        pass(Duration.ofSeconds(12));

        assertThat(one.told).containsExactly("+ann", "-ben");
        List<String> more = isFrozen ? List.of() : List.of("+cid");
        assertThat(two.told).startsWith("+ben").endsWith("+ben").hasSize(2 + more.size());
        assertThat(two.occupancies).filteredOn("occupied orders"::equals).hasSize(2);
        assertThat(two.occupancies).filteredOn("occupied late"::equals).hasSize(more.size());
        assertThat(two.changes).isGreaterThan(changes);
    }

    @Test
    void a_node_that_hears_the_bus_later_than_others_after_a_long_absence_of_redis_is_not_dead() throws Exception {
        TestNode one = node();
        TestNode two = node();
        TestNode three = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        pass(Duration.ofSeconds(7));
        redis.away = true;
        nodes.forEach(node -> node.cluster.heard(false));
        pass(LEASE.multipliedBy(2));
        redis.away = false;
        one.cluster.heard(true);
        pass(Duration.ofSeconds(7));
        three.cluster.heard(true);
        pass(Duration.ofSeconds(8));
        two.cluster.heard(true);
        pass(LEASE.multipliedBy(2));

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        assertThat(one.told).containsExactly("+ann");
        assertThat(two.told).containsExactly("+ben");
        assertThat(three.told).isEmpty();
        assertThat(redis.leases()).hasSize(3);
    }

    @Test
    void nobody_notices_that_redis_was_started_again_without_its_data() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        awayFor(Duration.ofSeconds(5), redis::forget);
        pass(LEASE.plusSeconds(5));

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        assertThat(one.told).containsExactly("+ann");
        assertThat(two.told).containsExactly("+ben");
        assertThat(two.heard("2.1")).containsExactly("list 2.1 1.1");
        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        two.leave("2.1", ROOM);
        settle();
        assertThat(one.heard("1.1")).endsWith("-ben");
    }

    @Test
    void data_that_vanish_while_redis_is_there_come_back_from_the_nodes() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        redis.forget();
        pass(LEASE.multipliedBy(2));

        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        assertThat(one.told).containsExactly("+ann");
        assertThat(two.told).containsExactly("+ben");
        assertThat(two.heard("2.1")).containsExactly("list 2.1 1.1");
    }

    @Test
    void members_of_a_node_that_died_together_with_the_data_leave_too() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        two.frozen = true;
        awayFor(Duration.ofSeconds(5), redis::forget);
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");

        pass(LEASE.plusSeconds(5));
        assertThat(one.heard("1.1")).endsWith("-ben");
        assertThat(one.members(ROOM)).containsExactly("1.1");
    }

    @Test
    void while_redis_is_away_the_members_of_a_node_come_and_go_for_each_other() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        awayFor(Duration.ofSeconds(5), () -> {
            one.join("1.2", ROOM, "cid");
            one.leave("1.1", ROOM);
            two.join("2.2", ROOM, "dan");
            two.end("2.1");
            settle();
            assertThat(one.members(ROOM)).containsExactly("2.1", "1.2");
            assertThat(two.members(ROOM)).containsExactly("1.1", "2.2");
        });
        pass(Duration.ofSeconds(1));

        assertThat(one.members(ROOM)).containsExactlyInAnyOrder("1.2", "2.2");
        assertThat(two.members(ROOM)).containsExactlyInAnyOrder("1.2", "2.2");
        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.2", "2.2");
        assertThat(one.heard("1.2")).startsWith("list 1.2 2.1 1.1").contains("-ann", "-ben", "+2.2");
        assertThat(one.told).containsOnlyOnce("+ann", "+cid", "-ann");
    }

    @Test
    void a_node_that_was_cut_off_comes_back_with_its_own_members_and_finds_those_of_others() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        two.cut();
        two.join("2.2", ROOM, "cid");
        one.join("1.2", ROOM, "dan");
        pass(LEASE.multipliedBy(2));
        assertThat(one.heard("1.1")).endsWith("-ben");
        assertThat(two.heard("2.2")).containsExactly("list 2.2 2.1 1.1");

        two.reconnect();
        pass(Duration.ofSeconds(2));
        assertThat(one.members(ROOM)).containsExactlyInAnyOrder("1.1", "1.2", "2.1", "2.2");
        assertThat(two.members(ROOM)).containsExactlyInAnyOrder("1.1", "1.2", "2.1", "2.2");
        assertThat(two.heard("2.1")).endsWith("+1.2");
    }

    @Test
    void a_channel_is_full_for_users_of_all_nodes_together() {
        TestNode one = node();
        TestNode two = node();
        List<String> refused = new ArrayList<>();
        one.join("1.1", ROOM, "ann", 2, () -> refused.add("1.1"));
        two.join("2.1", ROOM, "ben", 2, () -> refused.add("2.1"));
        settle();
        two.join("2.2", ROOM, "cid", 2, () -> refused.add("2.2"));
        one.join("1.2", ROOM, "ben", 2, () -> refused.add("1.2"));
        settle();

        assertThat(refused).containsExactly("2.2");
        assertThat(two.connection("2.2").isSubscribed(ROOM)).isFalse();
        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1", "1.2");
    }

    @Test
    void a_user_who_is_back_within_the_grace_time_never_left() throws Exception {
        TestNode one = node();
        TestNode two = node(Duration.ofSeconds(5));
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        two.end("2.1");
        pass(Duration.ofSeconds(4));
        one.join("1.2", ROOM, "ben");
        pass(Duration.ofSeconds(4));

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        assertThat(one.members(ROOM)).containsExactly("1.1", "1.2");
        two.join("2.3", ROOM, "cid");
        settle();
        two.end("2.3");
        pass(Duration.ofSeconds(6));
        assertThat(one.heard("1.1")).endsWith("+2.3", "-cid");
    }

    @Test
    void a_node_that_stops_leaves_nothing_behind() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        two.end("2.1");
        end(two);

        assertThat(redis.leases()).hasSize(1);
        assertThat(redis.seats(ROOM)).containsExactly("1.1");
        assertThat(one.heard("1.1")).endsWith("-ben");
    }

    @Test
    void an_event_reaches_the_clients_of_all_nodes_once_and_not_the_one_that_sent_it() throws Exception {
        ChannelName orders = new ChannelName("orders");
        TestNode one = node();
        TestNode two = node();
        one.registry.join(one.connection("1.1"), orders);
        two.registry.join(two.connection("2.1"), orders);
        two.registry.join(two.connection("2.2"), orders);
        settle();
        one.broker.publish(new Broadcast(orders, "shipped", new JsonText("{\"n\":1.0}"), new SocketId("2.1")));
        settle();

        assertThat(one.heard("1.1")).containsExactly("shipped {\"n\":1.0}");
        assertThat(two.heard("2.1")).isEmpty();
        assertThat(two.heard("2.2")).containsExactly("shipped {\"n\":1.0}");
        Payload written = Payload.ofWritten(new JsonText("\"{\\\"a\\\":1}\""));
        assertThat(two.broker.offer(new Broadcast(orders, "client-typing", written, new SocketId("2.2"), "ben")))
                .isTrue();
        settle();
        assertThat(one.heard("1.1")).endsWith("client-typing {\"a\":1}");
        assertThat(two.heard("2.1")).containsExactly("client-typing {\"a\":1}");
    }

    @Test
    void a_client_of_a_node_that_began_later_gets_the_last_event_of_a_cache_channel() throws Exception {
        ChannelName prices = new ChannelName("cache-prices");
        TestNode one = node();
        one.broker.publish(new Broadcast(prices, "changed", new JsonText("1"), null));
        one.registry.join(one.connection("1.1"), prices);
        assertThat(one.heard("1.1")).containsExactly("changed 1");
        one.broker.publish(new Broadcast(prices, "changed", new JsonText("{\"n\":2.0}"), null));
        assertThat(one.heard("1.1")).endsWith("changed {\"n\":2.0}");
        settle();
        TestNode two = node();
        assertThat(asked(() -> two.cluster.census().lastEvent(prices)))
                .hasValueSatisfying(last -> assertThat(last.payload().value()).isEqualTo(new JsonText("{\"n\":2.0}")));
        two.registry.join(two.connection("2.1"), prices);
        two.registry.join(two.connection("2.2"), prices);
        settle();
        two.registry.join(two.connection("2.3"), prices);

        assertThat(two.heard("2.1")).containsExactly("changed {\"n\":2.0}");
        assertThat(two.heard("2.2")).containsExactly("changed {\"n\":2.0}");
        assertThat(two.heard("2.3")).containsExactly("changed {\"n\":2.0}");
    }

    @Test
    void one_node_tells_that_a_channel_is_occupied_and_one_that_it_is_vacated() {
        ChannelName orders = new ChannelName("orders");
        TestNode one = node();
        TestNode two = node();
        one.registry.join(one.connection("1.1"), orders);
        pass(Duration.ofMillis(500));
        two.registry.join(two.connection("2.1"), orders);
        pass(Duration.ofMillis(500));
        assertThat(one.occupancies).containsExactly("occupied orders");
        assertThat(two.occupancies).isEmpty();
        assertThat(one.counted).containsEntry("orders", 2);
        assertThat(two.counted).containsEntry("orders", 2);

        one.end("1.1");
        pass(Duration.ofMillis(500));
        assertThat(two.counted).containsEntry("orders", 1);
        two.end("2.1");
        pass(Duration.ofMillis(500));
        assertThat(one.occupancies).containsExactly("occupied orders");
        assertThat(two.occupancies).containsExactly("vacated orders");
    }

    @Test
    void a_channel_that_only_a_dead_node_had_is_vacated_once() {
        ChannelName orders = new ChannelName("orders");
        TestNode one = node();
        TestNode two = node();
        TestNode dead = node();
        dead.registry.join(dead.connection("3.1"), orders);
        pass(Duration.ofMillis(500));
        dead.frozen = true;
        pass(LEASE.multipliedBy(2));

        List<String> told = new ArrayList<>(one.occupancies);
        told.addAll(two.occupancies);
        assertThat(told).containsExactly("vacated orders");
    }

    @Test
    void a_node_that_was_the_last_one_leaves_no_counts_behind() throws Exception {
        ChannelName orders = new ChannelName("orders");
        TestNode one = node();
        TestNode two = node();
        one.registry.join(one.connection("1.1"), orders);
        pass(Duration.ofMillis(500));
        end(two);
        pass(LEASE.dividedBy(2));
        one.end("1.1");
        pass(Duration.ofMillis(500));
        assertThat(one.occupancies).containsExactly("occupied orders", "vacated orders");
        end(one);

        assertThat(redis.subscriptions(orders)).isZero();
        TestNode next = node();
        TestNode other = node();
        next.registry.join(next.connection("3.1"), orders);
        other.registry.join(other.connection("4.1"), orders);
        pass(Duration.ofMillis(500));
        assertThat(next.occupancies.size() + other.occupancies.size()).isEqualTo(1);
    }

    @Test
    void a_node_alone_that_has_lost_its_lease_tells_of_nothing_that_did_not_happen() throws Exception {
        ChannelName orders = new ChannelName("orders");
        TestNode one = node();
        TestNode two = node();
        one.registry.join(one.connection("1.1"), orders);
        pass(Duration.ofMillis(500));
        end(two);
        pass(LEASE.dividedBy(2));
        one.frozen = true;
        pass(LEASE.multipliedBy(2));
        one.frozen = false;
        pass(LEASE.multipliedBy(2));

        assertThat(redis.leases()).hasSize(1);
        assertThat(one.occupancies).containsExactly("occupied orders");
    }

    @Test
    void a_count_that_redis_did_not_take_is_written_again() {
        ChannelName orders = new ChannelName("orders");
        TestNode one = node();
        node();
        pass(Duration.ofSeconds(3));
        one.way.cut = true;
        one.registry.join(one.connection("1.1"), orders);
        pass(Duration.ofSeconds(1));
        assertThat(redis.subscriptions(orders)).isZero();
        one.way.cut = false;
        pass(LEASE.dividedBy(2));

        assertThat(redis.subscriptions(orders)).isEqualTo(1);
    }

    @Test
    void nobody_notices_that_the_clock_of_redis_jumps() throws Exception {
        TestNode one = node();
        one.join("1.1", ROOM, "ann");
        pass(Duration.ofSeconds(2));
        TestNode two = node();
        two.join("2.1", ROOM, "ben");
        pass(Duration.ofSeconds(3));
        TestNode three = node();
        three.join("3.1", ROOM, "cid");
        pass(Duration.ofSeconds(21));
        redis.pass(Duration.ofHours(1));
        pass(LEASE.multipliedBy(2));
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "+3.1");

        redis.pass(Duration.ofHours(-2));
        pass(LEASE);
        two.leave("2.1", ROOM);
        settle();
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "+3.1", "-ben");
        assertThat(three.heard("3.1")).containsExactly("list 3.1 2.1 1.1", "-ben");
    }

    @Test
    void each_node_answers_for_all() throws Exception {
        ChannelName orders = new ChannelName("orders");
        TestNode one = node();
        TestNode two = node();
        TestNode three = node();
        one.registry.join(one.connection("1.1"), orders);
        two.registry.join(two.connection("2.1"), orders);
        two.join("2.2", ROOM, "ann");
        one.join("1.2", ROOM, "ann");
        one.join("1.3", ROOM, "ben");
        settle();

        Census census = three.cluster.census();
        Map<String, Crowd> channels = asked(() -> census.channels("", ""));
        assertThat(channels).isEqualTo(Map.of("orders", new Crowd(2, 0), "presence-room", new Crowd(3, 2)));
        Crowd room = asked(() -> census.channel(ROOM));
        assertThat(room).isEqualTo(new Crowd(3, 2));
        List<Presence> users = asked(() -> census.users(ROOM));
        assertThat(users).extracting(presence -> presence.socket().text()).containsExactly("1.2", "1.3");
        int connections = asked(() -> census.connections(""));
        int ofAnn = asked(() -> census.connectionsOf("", "ann"));
        int ofOther = asked(() -> census.connections("other"));
        assertThat(List.of(connections, ofAnn, ofOther)).containsExactly(5, 2, 0);
    }

    @Test
    void whoever_does_not_answer_in_time_is_left_out() throws Exception {
        TestNode one = node();
        TestNode two = node();
        one.connection("1.1");
        two.connection("2.1");
        two.frozen = true;

        Callable<Integer> question = () -> one.cluster.census().connections("");
        assertThat(asked(question)).isEqualTo(1);

        // And is not waited for again while it is silent.
        long begin = System.nanoTime();
        assertThat(asked(question)).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.dividedBy(2));
        two.frozen = false;
        settle();
        assertThat(asked(question)).isEqualTo(2);
    }

    @Test
    void the_connections_of_a_user_are_closed_on_all_nodes() {
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ann");
        two.join("2.2", ROOM, "ben");
        settle();
        one.cluster.census().close("", "ann", CloseReason.UNAUTHORIZED);
        settle();

        assertThat(one.isClosed("1.1")).isTrue();
        assertThat(two.isClosed("2.1")).isTrue();
        assertThat(two.isClosed("2.2")).isFalse();
    }

    /** What was answered to a question that waits for other nodes. */
    private <T> T asked(Callable<T> question) throws Exception {
        Future<T> answer = threads.submit(question);
        while (!answer.isDone()) {
            settle();
        }
        return answer.get();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"v\":1}",
                "{\"v\":1,\"from\":\"a.12345678\"}",
                "{\"v\":1,\"from\":7,\"kind\":\"event\"}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"event\"}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"event\",\"app\":\"\",\"channel\":\"\",\"event\":\"e\"}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"presence\",\"app\":\"\",\"channel\":\"presence-room\"}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"presence\",\"app\":\"\",\"channel\":\"presence-room\","
                        + "\"joined\":{\"socket\":\"\",\"node\":\"a\",\"member\":[]},\"epoch\":1,\"number\":1}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"count\",\"app\":\"\",\"channel\":\"orders\"}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"count\",\"app\":\"\",\"channel\":\"presence-room\","
                        + "\"total\":123456789012}"
            })
    void garbage_on_the_bus_is_counted_and_changes_nothing(String garbage) throws Exception {
        TestNode one = node();
        one.join("1.1", ROOM, "ann");
        settle();
        one.cluster.receive(garbage.getBytes(StandardCharsets.UTF_8));
        settle();

        assertThat(one.meters.sum(Count.GARBAGE)).isEqualTo(1);
        assertThat(one.members(ROOM)).containsExactly("1.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":2,\"whatever\":true}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"invented later\",\"more\":[1]}"
            })
    void a_message_of_another_version_is_counted_and_changes_nothing(String foreign) throws Exception {
        TestNode one = node();
        one.cluster.receive(foreign.getBytes(StandardCharsets.UTF_8));

        assertThat(one.meters.sum(Count.FOREIGN)).isEqualTo(1);
        assertThat(one.meters.sum(Count.GARBAGE)).isZero();
    }

    @Test
    void nodes_of_neighbouring_versions_see_the_same_members() throws Exception {
        TestNode one = node();
        one.join("1.1", ROOM, "ann");
        settle();
        Ledger newer = redis.new Way();
        Presence ben = new Presence(TestNode.member("ben"), new SocketId("9.1"));
        Map<String, JsonText> news = News.ofJoin(ROOM, ben, "b.12345678-1");
        news.put("invented later", new JsonText("{\"x\":[1]}"));
        String head = BusMessage.head("b.12345678", 0, News.KIND, news);
        newer.join(new Ledger.Joining(ROOM, ben, "b.12345678-1", 0, false, head), joined -> {});
        settle();
        assertThat(one.heard("1.1")).endsWith("+9.1");

        // What it cannot read at all it sees in the log all the same.
        String unreadable = BusMessage.head("b.12345678", 0, News.KIND, BusMessage.ofChannel(ROOM))
                .replace("\"v\":1", "\"v\":2");
        newer.leave(ROOM, ben.socket(), unreadable, version -> {});
        settle();
        assertThat(one.meters.sum(Count.FOREIGN)).isEqualTo(1);
        pass(LEASE.dividedBy(2));
        assertThat(one.heard("1.1")).endsWith("+9.1", "-ben");
    }

    @Test
    void two_nodes_of_one_name_are_told_apart_and_people_are_told() throws Exception {
        try (LogRecorder log = new LogRecorder(Lives.class)) {
            TestNode former = named("a");
            former.frozen = true;
            TestNode one = named("a");
            pass(LEASE.dividedBy(2));
            assertThat(log.warnings()).isEmpty();

            TestNode two = named("a");
            one.join("1.1", ROOM, "ann");
            two.join("2.1", ROOM, "ben");
            pass(Duration.ofSeconds(20));
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("two nodes have the same canyon.node.id, a"))
                    .hasSize(2);
            assertThat(one.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        }
    }

    private TestNode named(String id) {
        return node(new ClusterSettings(id, "canyon:", TIMEOUT, LEASE, Duration.ZERO));
    }

    @Test
    void a_session_that_another_node_is_asked_for_is_looked_for_on_all_others() {
        TestNode one = node();
        TestNode two = node();
        List<String> lookedFor = new ArrayList<>();
        one.cluster.onStray(session -> lookedFor.add("one " + session));
        two.cluster.onStray(session -> lookedFor.add("two " + session));
        one.cluster.stray("key/1/abc");
        settle();

        assertThat(lookedFor).containsExactly("two key/1/abc");
    }

    @Test
    void what_comes_twice_is_taken_once_and_what_is_missing_is_counted() throws Exception {
        ChannelName orders = new ChannelName("orders");
        TestNode one = node();
        one.registry.join(one.connection("1.1"), orders);
        one.cluster.receive(event(1));
        one.cluster.receive(event(1));
        one.cluster.receive(event(5));

        assertThat(one.heard("1.1")).containsExactly("shipped 1", "shipped 5");
        assertThat(one.meters.sum(Count.REPEATED)).isEqualTo(1);
        assertThat(one.meters.sum(Count.GAPS)).isEqualTo(3);
    }

    private static byte[] event(int number) {
        return ("{\"v\":1,\"from\":\"a.12345678\",\"seq\":" + number
                        + ",\"kind\":\"event\",\"app\":\"\",\"channel\":\"orders\",\"event\":\"shipped\",\"data\":"
                        + number + ",\"invented later\":{}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void each_node_knows_how_long_a_message_takes_to_the_others() {
        TestNode one = node();
        node();
        pass(Duration.ofSeconds(25));

        assertThat(one.cluster.nodes())
                .hasSize(2)
                .allSatisfy(node -> assertThat(node.roundTripMillis()).isBetween(0.0, 1.0));
        assertThat(one.cluster.nodes().get(0).isSelf()).isTrue();
    }

    private TestNode node() {
        return node(Duration.ZERO);
    }

    private TestNode node(Duration grace) {
        return node(new ClusterSettings(null, "canyon:", TIMEOUT, LEASE, grace));
    }

    private TestNode node(ClusterSettings settings) {
        TestNode node = new TestNode(redis, settings, nanos::get, threads);
        nodes.add(node);
        settle();
        return node;
    }

    /** A node stops as it should. */
    private void end(TestNode node) throws Exception {
        settle();
        Future<?> stopping = threads.submit(node.cluster::stop);
        while (!stopping.isDone()) {
            settle();
            try {
                stopping.get(5, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // It looks again in a moment whether all is given up.
                pass(Duration.ofMillis(100));
            }
        }
        nodes.remove(node);
    }

    /** Nobody reaches Redis for this time, in which something happens. */
    private void awayFor(Duration time, Runnable meanwhile) {
        redis.away = true;
        nodes.forEach(node -> node.cluster.heard(false));
        pass(Duration.ofSeconds(1));
        meanwhile.run();
        pass(time);
        redis.away = false;
        nodes.forEach(node -> node.cluster.heard(true));
        settle();
    }

    private void pass(Duration time) {
        Duration step = Duration.ofMillis(100);
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            nanos.addAndGet(step.toNanos());
            redis.pass(step);
            settle();
        }
    }

    /** Until nothing is left to do at this moment. */
    private void settle() {
        boolean isBusy = true;
        while (isBusy) {
            isBusy = false;
            for (TestNode node : nodes) {
                isBusy |= node.work();
            }
        }
        nodes.forEach(TestNode::work);
    }
}
