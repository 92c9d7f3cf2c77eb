package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.ClusterSettings;
import canyon.message.ChannelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AttendanceTest {
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final ChannelName NEWS = new ChannelName("news");
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

    private TestNode node() {
        ClusterSettings settings = new ClusterSettings(null, "canyon:", Duration.ofSeconds(2), LEASE, Duration.ZERO);
        TestNode node = new TestNode(redis, settings, nanos::get, threads);
        nodes.add(node);
        settle();
        return node;
    }

    private void pass(Duration time) {
        Duration step = Duration.ofMillis(100);
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            nanos.addAndGet(step.toNanos());
            redis.pass(step);
            settle();
        }
    }

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
