package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.ClusterSettings;
import canyon.redis.LogRecorder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that begin, stop, and begin again. */
class ClusterLivesTest extends TestCluster {
    @ParameterizedTest
    @ValueSource(ints = {1, 25, 60})
    void a_node_that_was_killed_and_begins_again_shows_nobody_of_its_earlier_life(int seconds) throws Exception {
        TestNode killed = node();
        killed.join("1.1", ROOM, "ann");
        pass(Duration.ofSeconds(7));
        kill(killed);
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
        kill(killed);
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

    @Test
    void a_node_that_stops_leaves_nothing_behind() throws Exception {
        TestNode one = node();
        TestNode two = node();
        annAndBenJoin(one, two);
        two.end("2.1");
        end(two);

        assertThat(redis.leases()).hasSize(1);
        assertThat(redis.seats(ROOM)).containsExactly("1.1");
        assertThat(one.heard("1.1")).endsWith("-ben");
    }

    private void kill(TestNode node) {
        nodes.remove(node);
        node.cut();
    }

    private TestNode named(String id) {
        return node(new ClusterSettings(id, "canyon:", TIMEOUT, LEASE, Duration.ZERO));
    }
}
