package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many subscriptions a channel has on all nodes, and what webhooks tell of it. */
class ClusterCountsTest extends TestCluster {
    private final TestNode one = node();
    private final TestNode two = node();

    @Test
    void one_node_tells_that_a_channel_is_occupied_and_one_that_it_is_vacated() {
        one.subscribe("1.1", ORDERS);
        passMoment();
        two.subscribe("2.1", ORDERS);
        passMoment();
        assertThat(one.occupancies).containsExactly("occupied orders");
        assertThat(two.occupancies).isEmpty();
        assertThat(one.counted).containsEntry("orders", 2);
        assertThat(two.counted).containsEntry("orders", 2);

        one.end("1.1");
        passMoment();
        assertThat(two.counted).containsEntry("orders", 1);
        two.end("2.1");
        passMoment();
        assertThat(one.occupancies).containsExactly("occupied orders");
        assertThat(two.occupancies).containsExactly("vacated orders");
    }

    @Test
    void a_channel_that_only_a_dead_node_had_is_vacated_once() {
        TestNode dead = node();
        dead.subscribe("3.1", ORDERS);
        passMoment();
        dead.frozen = true;
        pass(LEASE.multipliedBy(2));

        List<String> told = new ArrayList<>(one.occupancies);
        told.addAll(two.occupancies);
        assertThat(told).containsExactly("vacated orders");
    }

    @Test
    void a_node_that_was_the_last_one_leaves_no_counts_behind() throws Exception {
        leaveOneAlone();
        one.end("1.1");
        passMoment();
        assertThat(one.occupancies).containsExactly("occupied orders", "vacated orders");
        end(one);

        assertThat(redis.subscriptions(ORDERS)).isZero();
        TestNode next = node();
        TestNode other = node();
        next.subscribe("3.1", ORDERS);
        other.subscribe("4.1", ORDERS);
        passMoment();
        assertThat(next.occupancies.size() + other.occupancies.size()).isEqualTo(1);
    }

    @Test
    void a_node_alone_that_has_lost_its_lease_tells_of_nothing_that_did_not_happen() throws Exception {
        leaveOneAlone();
        one.frozen = true;
        pass(LEASE.multipliedBy(2));
        one.frozen = false;
        pass(LEASE.multipliedBy(2));

        assertThat(redis.leases()).hasSize(1);
        assertThat(one.occupancies).containsExactly("occupied orders");
    }

    @Test
    void a_count_that_redis_did_not_take_is_written_again() {
        pass(Duration.ofSeconds(3));
        one.way.cut = true;
        one.subscribe("1.1", ORDERS);
        pass(Duration.ofSeconds(1));
        assertThat(redis.subscriptions(ORDERS)).isZero();
        one.way.cut = false;
        pass(LEASE.dividedBy(2));

        assertThat(redis.subscriptions(ORDERS)).isEqualTo(1);
    }

    /** With a subscriber of the orders. */
    private void leaveOneAlone() throws Exception {
        one.subscribe("1.1", ORDERS);
        passMoment();
        end(two);
        pass(LEASE.dividedBy(2));
    }

    private void passMoment() {
        pass(Duration.ofMillis(500));
    }
}
