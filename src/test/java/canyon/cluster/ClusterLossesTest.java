package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

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
}
