package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.ChannelName;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is written again of how many subscribe. */
class AttendanceTest extends TestCluster {
    private static final ChannelName NEWS = new ChannelName("news");

    @Test
    void who_left_while_redis_was_away_is_not_counted_when_it_is_back() {
        TestNode one = node();
        node();
        pass(Duration.ofSeconds(3));
        one.registry.join(one.connection("1.1"), ORDERS);
        pass(Duration.ofSeconds(1));
        assertThat(redis.subscriptions(ORDERS)).isEqualTo(1);

        one.cut();
        one.registry.leave(one.connection("1.1"), ORDERS);
        pass(Duration.ofSeconds(5));
        one.reconnect();
        pass(LEASE);

        assertThat(redis.subscriptions(ORDERS)).isZero();
    }

    /** Clients choose names, and Redis may be away for long. */
    @Test
    void when_too_many_counts_were_not_taken_all_are_written_anew() {
        TestNode one = node();
        node();
        pass(Duration.ofSeconds(3));
        one.registry.join(one.connection("1.1"), ORDERS);
        one.registry.join(one.connection("1.1"), NEWS);
        pass(Duration.ofSeconds(1));
        Set<String> before = redis.leases();

        one.way.cut = true;
        one.registry.leave(one.connection("1.1"), ORDERS);
        pass(Duration.ofSeconds(1));
        for (int i = 0; i < Attendance.MOST_FAILED + UnsureCounts.MOST; i++) {
            ChannelName madeUp = new ChannelName("made-up-" + i);
            one.registry.join(one.connection("1.2"), madeUp);
            one.registry.leave(one.connection("1.2"), madeUp);
        }
        pass(Duration.ofSeconds(1));
        one.way.cut = false;
        pass(LEASE.multipliedBy(2));

        assertThat(redis.leases()).hasSize(2).isNotEqualTo(before);
        assertThat(redis.subscriptions(ORDERS)).isZero();
        assertThat(redis.subscriptions(NEWS)).isEqualTo(1);
    }
}
