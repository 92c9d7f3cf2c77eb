package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that loses some of its data while it is there: a key is evicted, or a replica knew less than its master. */
class ClusterLossesTest extends TestCluster {
    private final TestNode one = node();
    private final TestNode two = node();

    @Test
    void members_whose_key_is_lost_are_written_again_although_another_node_has_begun_it_anew() throws Exception {
        one.join("1.1", ROOM, "ann");
        settle();
        redis.forgetMembers(ROOM);
        two.join("2.1", ROOM, "ben");
        pass(Duration.ofSeconds(1));

        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        assertThat(two.heard("2.1")).containsExactly("list 2.1", "+1.1");
        assertThat(one.told).containsExactly("+ann");
    }

    @Test
    void a_channel_that_is_empty_and_begins_anew_is_not_read_for_it() throws Exception {
        one.join("1.1", ROOM, "ann");
        one.subscribe("1.2", ROOM);
        settle();
        one.end("1.1");
        settle();
        long read = one.meters.sum(ClusterMeters.Count.RESYNCS);
        two.join("2.1", ROOM, "ben");
        settle();

        assertThat(one.members(ROOM)).containsExactly("2.1");
        assertThat(one.meters.sum(ClusterMeters.Count.RESYNCS)).isEqualTo(read);
    }

    @Test
    void what_a_replica_did_not_know_when_it_took_over_is_made_up_for() throws Exception {
        TestNode three = node();
        annAndBenJoin(one, two);
        Runnable takeOver = redis.copyMembers(ROOM);
        three.join("3.1", ROOM, "cid");
        settle();
        one.end("1.1");
        one.join("1.2", ROOM, "dan");
        settle();
        takeOver.run();
        pass(LEASE.dividedBy(3).plusSeconds(3));

        assertAllSee("1.2", "2.1", "3.1");
        assertThat(two.heard("2.1")).containsExactly("list 2.1 1.1", "+3.1", "-ann", "+1.2");
        assertThat(three.heard("3.1")).containsExactly("list 3.1 2.1 1.1", "-ann", "+1.2");
    }

    /** The numbers of what is lost are given again, until they are those that all know. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void so_it_is_if_the_log_goes_on_at_once(int changes) throws Exception {
        TestNode three = node();
        annAndBenJoin(one, two);
        Runnable takeOver = redis.copyMembers(ROOM);
        three.join("3.1", ROOM, "cid");
        two.join("2.2", ROOM, "dan");
        pass(Duration.ofSeconds(11));
        takeOver.run();
        for (int i = 0; i < changes; i++) {
            one.join("1." + (i + 2), ROOM, "eve");
        }
        pass(Duration.ofSeconds(3));
        for (int i = 0; i < changes; i++) {
            one.end("1." + (i + 2));
        }
        pass(Duration.ofSeconds(3));

        assertAllSee("1.1", "2.1", "2.2", "3.1");
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "+2.2", "+3.1", "+1.2", "-eve");
        assertThat(two.told).containsExactly("+ben", "+dan");
        assertThat(three.told).containsExactly("+cid");
    }

    @Test
    void a_node_that_has_just_read_what_is_lost_finds_so_when_it_writes() throws Exception {
        one.join("1.1", ROOM, "ann");
        settle();
        Runnable takeOver = redis.copyMembers(ROOM);
        two.subscribe("2.9", ROOM);
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        TestNode three = node();
        three.subscribe("3.9", ROOM);
        settle();
        takeOver.run();
        three.join("3.1", ROOM, "cid");
        pass(Duration.ofSeconds(3));

        assertAllSee("1.1", "2.1", "3.1");
    }

    @Test
    void counts_that_are_lost_are_written_again_and_tell_nobody_of_what_did_not_happen() {
        one.subscribe("1.1", ORDERS);
        two.subscribe("2.1", ORDERS);
        two.subscribe("2.2", ORDERS);
        pass(Duration.ofSeconds(1));
        redis.forgetCounts();
        pass(LEASE.dividedBy(3).plusSeconds(1));
        assertThat(redis.subscriptions(ORDERS)).isEqualTo(3);

        two.end("2.1");
        two.end("2.2");
        pass(Duration.ofSeconds(1));
        assertThat(one.counted).containsEntry("orders", 1);
        assertThat(one.occupancies).containsExactly("occupied orders");
        assertThat(two.occupancies).isEmpty();
    }

    @Test
    void a_count_that_is_there_is_not_written_again() {
        one.subscribe("1.1", ORDERS);
        two.subscribe("2.1", ORDERS);
        pass(Duration.ofSeconds(1));
        List<String> said = new ArrayList<>();
        redis.witness = said::add;
        pass(LEASE);

        assertThat(said).noneMatch(message -> message.contains("\"count\""));
    }

    private void assertAllSee(String... sockets) {
        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder(sockets);
        assertThat(nodes).allSatisfy(node -> assertThat(node.members(ROOM)).containsExactlyInAnyOrder(sockets));
    }
}
