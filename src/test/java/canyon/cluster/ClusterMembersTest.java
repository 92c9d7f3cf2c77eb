package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is present on several nodes together. */
class ClusterMembersTest extends TestCluster {
    private final TestNode one = node();
    private final TestNode two = node();

    @Test
    void a_client_is_told_of_members_on_every_node_and_they_of_it() throws Exception {
        annAndBenJoin(one, two);

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        assertThat(two.heard("2.1")).containsExactly("list 2.1 1.1");
        two.leave("2.1", ROOM);
        settle();
        assertThat(one.heard("1.1")).endsWith("-ben");
        assertThat(two.members(ROOM)).isEmpty();
        assertThat(redis.seats(ROOM)).containsExactly("1.1");
    }

    @Test
    void a_user_on_two_nodes_comes_once_and_leaves_with_the_last_connection() throws Exception {
        TestNode three = node();
        annAndBenJoin(one, two);
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
    void the_node_that_changes_a_channel_tells_that_it_is_written() {
        annAndBenJoin(one, two);
        assertThat(one.written).containsExactly(ROOM);
        assertThat(two.written).containsExactly(ROOM);

        one.end("1.1");
        settle();

        assertThat(one.written).containsExactly(ROOM, ROOM);
        assertThat(two.written).containsExactly(ROOM);
    }

    @Test
    void a_change_that_counted_before_it_was_written_is_told_when_it_is() {
        annAndBenJoin(one, two);
        one.cut();
        one.end("1.1");
        settle();
        assertThat(one.written).containsExactly(ROOM);

        one.reconnect();
        settle();

        assertThat(redis.seats(ROOM)).containsExactly("2.1");
        assertThat(one.written).containsExactly(ROOM, ROOM);
    }

    @Test
    void whoever_cleans_up_after_a_dead_node_tells_that_its_channels_are_written() {
        one.join("1.1", ROOM, "ann");
        settle();
        one.frozen = true;
        pass(LEASE.multipliedBy(2));

        assertThat(redis.seats(ROOM)).isEmpty();
        assertThat(two.written).containsExactly(ROOM);
    }

    @Test
    void a_node_alone_tells_that_its_channels_are_written_when_it_is_alone_no_more() throws Exception {
        end(two);
        pass(LEASE);
        one.join("1.1", ROOM, "ann");
        settle();
        assertThat(one.written).isEmpty();

        node();

        assertThat(one.written).containsExactly(ROOM);
    }

    @Test
    void a_message_that_is_lost_between_others_is_made_up_for() throws Exception {
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        two.join("2.2", ROOM, "cid");
        settle();
        leaveUnheard("2.1");
        two.join("2.3", ROOM, "dan");
        settle();

        assertThat(one.heard("1.1")).endsWith("+2.2", "-ben", "+2.3");
        assertThat(one.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.2", "2.3");
        assertThat(one.meters.sum(Count.GAPS)).isPositive();
    }

    @Test
    void a_message_that_is_lost_as_the_last_one_is_made_up_for_within_a_third_of_the_lease() throws Exception {
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        settle();
        leaveUnheard("2.1");

        pass(LEASE.dividedBy(3).plusSeconds(3));
        assertThat(one.heard("1.1")).endsWith("-ben");
    }

    @Test
    void a_channel_is_full_for_users_of_all_nodes_together() {
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
        TestNode patient = node(Duration.ofSeconds(5));
        annAndBenJoin(one, patient);
        patient.end("2.1");
        pass(Duration.ofSeconds(4));
        one.join("1.2", ROOM, "ben");
        pass(Duration.ofSeconds(4));

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        assertThat(one.members(ROOM)).containsExactly("1.1", "1.2");
        patient.join("2.3", ROOM, "cid");
        settle();
        patient.end("2.3");
        pass(Duration.ofSeconds(6));
        assertThat(one.heard("1.1")).endsWith("+2.3", "-cid");
    }

    /** The message of it is lost on its way to the other node. */
    private void leaveUnheard(String id) {
        one.deaf = true;
        two.leave(id, ROOM);
        settle();
        one.deaf = false;
    }
}
