package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What webhooks tell when Redis did what it was asked for, but nobody heard so. */
class ClusterLostAnswersTest extends TestCluster {
    private final TestNode one = node();
    private final TestNode two = node();

    @Test
    void members_of_a_dead_node_are_told_to_have_left_once_when_that_is_known() {
        TestNode dead = node();
        dead.join("3.1", ROOM, "cid");
        dead.join("3.2", ROOM, "ann");
        one.join("1.1", ROOM, "ann");
        settle();
        loseAnswersTo("purge");
        dead.frozen = true;
        pass(LEASE.plus(LEASE.dividedBy(2)));
        assertThat(redis.seats(ROOM)).containsExactly("1.1");
        assertThat(one.members(ROOM)).containsExactly("1.1");
        assertThat(told(node -> node.told)).doesNotContain("-cid");

        loseAnswersTo("");
        pass(LEASE.multipliedBy(2));
        assertThat(told(node -> node.told)).containsOnlyOnce("-cid").doesNotContain("-ann");
        assertThat(redis.leases()).hasSize(2);
        assertThat(redis.membersToTell()).isZero();
    }

    @Test
    void members_who_are_back_before_it_is_known_that_they_left_are_not_told_to_have_left() {
        TestNode frozen = node();
        frozen.join("3.1", ROOM, "cid");
        settle();
        loseAnswersTo("purge");
        frozen.frozen = true;
        pass(LEASE.plus(LEASE.dividedBy(2)));
        frozen.frozen = false;
        pass(Duration.ofSeconds(12));
        assertThat(redis.seats(ROOM)).containsExactly("3.1");

        loseAnswersTo("");
        pass(LEASE.multipliedBy(3));
        assertThat(told(node -> node.told)).doesNotContain("-cid");
        assertThat(frozen.told).endsWith("+cid");
    }

    @Test
    void a_channel_that_only_a_dead_node_had_is_told_to_be_vacated_once_when_that_is_known() {
        TestNode dead = node();
        dead.subscribe("3.1", ORDERS);
        passMoment();
        loseAnswersTo("uncount");
        dead.frozen = true;
        pass(LEASE.plus(LEASE.dividedBy(2)));
        assertThat(redis.subscriptions(ORDERS)).isZero();
        assertThat(told(node -> node.occupancies)).isEmpty();

        loseAnswersTo("");
        pass(LEASE.multipliedBy(2));
        assertThat(told(node -> node.occupancies)).containsExactly("vacated orders");
        assertThat(redis.leases()).hasSize(2);
    }

    @Test
    void a_channel_that_was_occupied_by_a_change_whose_answer_was_lost_is_told_to_be_once() {
        pass(Duration.ofSeconds(3));
        loseAnswersTo("count");
        one.subscribe("1.1", ORDERS);
        passMoment();
        assertThat(redis.subscriptions(ORDERS)).isEqualTo(1);
        assertThat(one.occupancies).isEmpty();

        loseAnswersTo("");
        pass(Duration.ofSeconds(2));
        assertThat(one.occupancies).containsExactly("occupied orders");
        pass(LEASE);
        assertThat(told(node -> node.occupancies)).containsExactly("occupied orders");
    }

    @Test
    void a_channel_that_another_node_has_too_is_told_neither_to_be_occupied_nor_to_be_vacated() {
        two.subscribe("2.1", ORDERS);
        pass(Duration.ofSeconds(3));
        loseAnswersTo("count");
        one.subscribe("1.1", ORDERS);
        passMoment();
        loseAnswersTo("");
        pass(Duration.ofSeconds(2));
        loseAnswersTo("count");
        one.end("1.1");
        passMoment();
        loseAnswersTo("");
        pass(LEASE);

        assertThat(told(node -> node.occupancies)).containsExactly("occupied orders");
    }

    @Test
    void what_changes_before_an_answer_is_there_is_told_after_it() {
        pass(Duration.ofSeconds(3));
        loseAnswersTo("count");
        one.subscribe("1.1", ORDERS);
        passMoment();
        one.subscribe("1.2", ORDERS);
        one.end("1.1");
        passMoment();
        one.end("1.2");
        passMoment();
        assertThat(redis.subscriptions(ORDERS)).isEqualTo(1);
        loseAnswersTo("");
        pass(Duration.ofSeconds(3));

        assertThat(one.occupancies).containsExactly("occupied orders", "vacated orders");
        assertThat(redis.subscriptions(ORDERS)).isZero();
    }

    @Test
    void a_channel_that_another_node_has_occupied_since_is_not_told_to_be_vacated_after_it() {
        one.subscribe("1.1", ORDERS);
        pass(Duration.ofSeconds(3));
        one.way.losesAnswersTo = "count";
        one.end("1.1");
        passMoment();
        two.subscribe("2.1", ORDERS);
        passMoment();
        assertThat(two.occupancies).containsExactly("occupied orders");
        one.way.losesAnswersTo = "";
        pass(Duration.ofSeconds(3));

        assertThat(one.occupancies).containsExactly("occupied orders");
    }

    @Test
    void what_is_not_known_when_redis_goes_away_is_told_as_far_as_the_node_knows() {
        pass(Duration.ofSeconds(3));
        loseAnswersTo("count");
        one.subscribe("1.1", ORDERS);
        passMoment();
        goAway();
        settle();
        assertThat(one.occupancies).containsExactly("occupied orders");
        loseAnswersTo("");
        comeBack();
        pass(LEASE);

        assertThat(told(node -> node.occupancies)).containsExactly("occupied orders");
        assertThat(redis.subscriptions(ORDERS)).isEqualTo(1);
    }

    @Test
    void nobody_asks_for_ever_what_a_change_came_to() {
        pass(Duration.ofSeconds(3));
        loseAnswersTo("count");
        one.subscribe("1.1", ORDERS);
        pass(Duration.ofSeconds(29));
        assertThat(one.occupancies).isEmpty();
        pass(Duration.ofSeconds(3));

        assertThat(one.occupancies).containsExactly("occupied orders");
    }

    @Test
    void a_node_that_stops_before_it_has_an_answer_leaves_no_counts_behind() throws Exception {
        pass(Duration.ofSeconds(3));
        loseAnswersTo("count");
        one.subscribe("1.1", ORDERS);
        passMoment();
        loseAnswersTo("");
        end(one);

        assertThat(redis.subscriptions(ORDERS)).isZero();
        assertThat(one.occupancies).containsExactly("occupied orders", "vacated orders");
    }

    private void loseAnswersTo(String step) {
        one.way.losesAnswersTo = step;
        two.way.losesAnswersTo = step;
    }

    private List<String> told(Function<TestNode, List<String>> what) {
        return Stream.of(one, two).flatMap(node -> what.apply(node).stream()).toList();
    }

    private void passMoment() {
        pass(Duration.ofMillis(500));
    }
}
