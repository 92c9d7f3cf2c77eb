package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A Redis that is away for a while, or loses its data. */
class ClusterOutagesTest extends TestCluster {
    private final TestNode one = node();
    private final TestNode two = node();

    @Test
    void a_node_that_hears_the_bus_later_than_others_after_a_long_absence_of_redis_is_not_dead() throws Exception {
        TestNode three = node();
        annAndBenJoin(one, two);
        pass(Duration.ofSeconds(7));
        goAway();
        pass(LEASE.multipliedBy(2));
        redis.away = false;
        one.cluster.heard(true);
        pass(Duration.ofSeconds(7));
        three.cluster.heard(true);
        pass(Duration.ofSeconds(8));
        two.cluster.heard(true);
        pass(LEASE.multipliedBy(2));

        assertNothingWasNoticed();
        assertThat(three.told).isEmpty();
        assertThat(redis.leases()).hasSize(3);
    }

    @Test
    void nobody_notices_that_redis_was_started_again_without_its_data() throws Exception {
        annAndBenJoin(one, two);
        awayFor(Duration.ofSeconds(5), redis::forget);
        pass(LEASE.plusSeconds(5));

        assertNothingWasNoticed();
        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        two.leave("2.1", ROOM);
        settle();
        assertThat(one.heard("1.1")).endsWith("-ben");
    }

    /** It keeps a list under a key that Redis may have lost. */
    @Test
    void a_node_alone_tells_that_its_channels_are_written_when_redis_is_back() throws Exception {
        end(two);
        pass(LEASE);
        one.join("1.1", ROOM, "ann");
        one.join("1.2", ROOM, "ben");
        settle();
        awayFor(Duration.ofSeconds(5), redis::forget);
        pass(Duration.ofSeconds(1));

        assertThat(one.written).containsExactly(ROOM);
    }

    @Test
    void members_that_a_node_cannot_write_yet_after_a_loss_of_data_are_not_given_up() throws Exception {
        annAndBenJoin(one, two);
        two.join("2.2", ROOM, "cid");
        settle();
        two.way.refuses = joining -> joining.presence().socket().text().equals("2.2");
        awayFor(Duration.ofSeconds(5), redis::forget);
        pass(Duration.ofSeconds(2));
        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        two.way.refuses = joining -> false;
        pass(LEASE.dividedBy(3).plusSeconds(2));

        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1", "2.2");
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "+2.2");
    }

    @Test
    void data_that_vanish_while_redis_is_there_come_back_from_the_nodes() throws Exception {
        annAndBenJoin(one, two);
        redis.forget();
        pass(LEASE.multipliedBy(2));

        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        assertNothingWasNoticed();
    }

    @Test
    void members_of_a_node_that_died_together_with_the_data_leave_too() throws Exception {
        annAndBenJoin(one, two);
        two.frozen = true;
        awayFor(Duration.ofSeconds(5), redis::forget);
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");

        pass(LEASE.plusSeconds(5));
        assertThat(one.heard("1.1")).endsWith("-ben");
        assertThat(one.members(ROOM)).containsExactly("1.1");
    }

    @Test
    void while_redis_is_away_the_members_of_a_node_come_and_go_for_each_other() throws Exception {
        annAndBenJoin(one, two);
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

    /** Nobody reaches Redis for this time, in which something happens. */
    private void awayFor(Duration time, Runnable meanwhile) {
        goAway();
        pass(Duration.ofSeconds(1));
        meanwhile.run();
        pass(time);
        comeBack();
        settle();
    }

    /** To everybody Ann and Ben have come, and that is all. */
    private void assertNothingWasNoticed() throws InterruptedException {
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1");
        assertThat(two.heard("2.1")).containsExactly("list 2.1 1.1");
        assertThat(one.told).containsExactly("+ann");
        assertThat(two.told).containsExactly("+ben");
    }
}
