package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters.Count;
import canyon.connection.CloseReason;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that are dead when their lease is over, and those that only seemed to be. */
class ClusterLeasesTest extends TestCluster {
    private final TestNode one = node();
    private final TestNode two = node();

    @Test
    void the_members_of_a_dead_node_leave_once_after_its_lease() throws Exception {
        TestNode three = node();
        annAndBenJoin(one, two);
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

    /** The first one has told so already, and of the user who has come to it since. */
    @Test
    void who_left_a_frozen_node_is_not_told_again_to_have_left() {
        annAndBenJoin(one, two);
        two.join("2.2", ROOM, "cid");
        settle();
        two.frozen = true;
        pass(LEASE.multipliedBy(2));
        one.join("1.2", ROOM, "ben");
        settle();
        two.end("2.1");
        two.end("2.2");
        two.thaw();
        pass(LEASE);

        assertThat(one.told).containsExactly("+ann", "-ben", "-cid", "+ben");
        assertThat(two.told).containsExactly("+ben", "+cid");
        assertThat(two.members(ROOM)).isEmpty();
    }

    /** Whoever sweeps after it does so channel by channel. */
    @Test
    void members_of_whom_nobody_has_told_that_they_left_are_not_told_to_be_back() {
        ChannelName swept = new ChannelName("presence-swept");
        annAndBenJoin(one, two);
        two.join("2.1", swept, "ben");
        pass(Duration.ofSeconds(7));
        two.frozen = true;
        one.way.purges = channel -> channel.equals(swept);
        pass(LEASE.multipliedBy(2));
        assertThat(redis.seats(ROOM)).containsExactly("1.1", "2.1");
        assertThat(redis.seats(swept)).isEmpty();
        assertThat(one.told).containsExactly("+ann", "-ben");
        two.frozen = false;
        pass(Duration.ofSeconds(12));
        one.way.purges = channel -> true;
        pass(LEASE.multipliedBy(2));

        assertThat(one.told).containsExactly("+ann", "-ben");
        assertThat(two.told).containsExactly("+ben", "+ben", "+ben");
        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        assertThat(redis.seats(swept)).containsExactly("2.1");
    }

    /** There is nobody else who would be told of them: the one that lives believes to be alone. */
    @Test
    void clients_of_a_frozen_node_hear_late_what_was_said_meanwhile() throws Exception {
        one.subscribe("1.1", ORDERS);
        two.subscribe("2.1", ORDERS);
        settle();
        two.frozen = true;
        pass(LEASE.multipliedBy(2));
        publish(one, "1");
        assertThat(one.heard("1.1")).containsExactly("shipped 1");

        two.frozen = false;
        pass(Duration.ofSeconds(12));
        assertThat(two.heard("2.1")).containsExactly("shipped 1");
    }

    @Test
    void a_user_whose_connections_are_closed_is_disconnected_from_a_frozen_node_when_it_goes_on() {
        two.join("2.1", ROOM, "ann");
        settle();
        two.frozen = true;
        pass(LEASE.multipliedBy(2));
        one.cluster.census().close("", "ann", CloseReason.UNAUTHORIZED);
        two.frozen = false;
        settle();

        assertThat(two.isClosed("2.1")).isTrue();
    }

    /** One node with Redis is as quick as one without. */
    @Test
    void a_node_that_has_been_alone_for_long_tells_nobody() throws Exception {
        two.frozen = true;
        pass(LEASE.multipliedBy(2).plusMinutes(5));
        List<String> said = new ArrayList<>();
        redis.witness = said::add;
        publish(one, "1");

        assertThat(said).isEmpty();
    }

    /** It may be gone, as somebody has deleted it, or Redis was full. */
    @Test
    void members_of_a_dead_node_leave_although_redis_does_not_know_where_they_are() throws Exception {
        annAndBenJoin(one, two);
        two.join("2.2", ROOM, "ann");
        pass(Duration.ofSeconds(7));
        redis.forgetHeld();
        two.frozen = true;
        pass(LEASE.multipliedBy(3));

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "-ben");
        assertThat(one.told).containsExactly("+ann", "-ben");
        assertThat(redis.seats(ROOM)).containsExactly("1.1");
        assertThat(redis.leases()).hasSize(1);
        assertThat(one.meters.sum(Count.SWEPT)).isEqualTo(2);
    }

    @Test
    void nor_do_members_stay_who_are_not_shown_because_nobody_has_ever_heard_their_node() throws Exception {
        two.join("2.1", ROOM, "ben");
        settle();
        nodes.removeAll(List.of(one, two));
        one.cut();
        two.cut();
        redis.forgetHeld();
        TestNode next = node();
        next.join("3.1", ROOM, "cid");
        pass(LEASE.multipliedBy(4));

        assertThat(redis.seats(ROOM)).containsExactly("3.1");
        assertThat(next.heard("3.1")).containsExactly("list 3.1");
        long swept = next.meters.sum(Count.SWEPT);
        pass(LEASE.multipliedBy(4));
        assertThat(next.meters.sum(Count.SWEPT)).isEqualTo(swept);
    }

    @Test
    void members_of_a_node_that_is_without_a_lease_for_a_moment_stay() throws Exception {
        annAndBenJoin(one, two);
        pass(Duration.ofSeconds(7));
        redis.forget();
        pass(LEASE.multipliedBy(3));

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        assertThat(one.told).containsExactly("+ann");
    }

    /** Else the channel would be occupied for ever. */
    @Test
    void what_a_node_counts_before_it_knows_that_its_lease_is_over_does_not_stay() {
        pass(Duration.ofSeconds(7));
        two.subscribe("2.1", ORDERS);
        two.work();
        two.frozen = true;
        pass(LEASE.multipliedBy(2));
        two.frozen = false;
        pass(LEASE);
        assertThat(redis.subscriptions(ORDERS)).isEqualTo(1);
        assertThat(one.meters.sum(Count.SWEPT)).isEqualTo(1);

        two.end("2.1");
        pass(Duration.ofSeconds(1));
        assertThat(two.occupancies).endsWith("vacated orders");
        assertThat(redis.leases()).hasSize(2);
    }

    private static void publish(TestNode node, String data) throws InterruptedException {
        node.broker.publish(new Broadcast(ORDERS, "shipped", new JsonText(data), null));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_others_told_of_a_node_that_seemed_to_be_dead_is_taken_back(boolean isFrozen) {
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        two.join("2.2", ROOM, "ben");
        two.join("2.3", ROOM, "ann");
        two.subscribe("2.4", ORDERS);
        pass(Duration.ofSeconds(7));
        if (isFrozen) {
            two.frozen = true;
        } else {
            two.cut();
            two.subscribe("2.4", new ChannelName("late"));
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
    void a_node_that_was_cut_off_comes_back_with_its_own_members_and_finds_those_of_others() throws Exception {
        annAndBenJoin(one, two);
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
}
