package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters.Count;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The order of events that come by two ways, and how long one waits for another. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArrivalsTest {
    private static final String FROM = "a.12345678";
    private static final String OTHER = "b.12345678";
    private static final ChannelName ORDERS = new ChannelName("orders");

    private final List<String> passed = new ArrayList<>();
    private final ClusterMeters meters = new ClusterMeters();
    private final Queue<Arrivals.Task> alarms = new ArrayDeque<>();
    private long now;
    private final Bus bus = new Bus("me.12345678", new FakeRedis().new Way(), meters, () -> now);
    private final Arrivals arrivals = new Arrivals(
            broadcast -> passed.add(broadcast.event()),
            bus,
            meters,
            (after, task) -> alarms.add(task),
            Duration.ofMinutes(1),
            () -> now);

    @Test
    void one_that_is_missing_is_waited_for() throws Exception {
        arrivals.hear();
        numbered(1, 0, "a");
        numbered(3, 0, "c");
        numbered(4, 0, "d");
        assertThat(passed).containsExactly("a");
        numbered(2, 0, "b");

        assertThat(passed).containsExactly("a", "b", "c", "d");
        assertThat(meters.sum(Count.GAPS)).isZero();
    }

    @Test
    void one_that_does_not_come_is_given_up_after_two_seconds() throws Exception {
        arrivals.hear();
        numbered(1, 0, "a");
        numbered(4, 0, "d");
        pass(Duration.ofMillis(1900));
        assertThat(passed).containsExactly("a");
        pass(Duration.ofMillis(100));
        assertThat(passed).containsExactly("a", "d");
        numbered(2, 0, "b");

        assertThat(passed).as("it would be out of order").containsExactly("a", "d");
        assertThat(meters.sum(Count.GAPS)).isEqualTo(2);
        assertThat(meters.sum(Count.REPEATED)).isEqualTo(1);
        assertThat(alarms).isEmpty();
    }

    @Test
    void the_first_of_all_that_comes_again_waits_for_those_before_it() throws Exception {
        arrivals.hear();
        arrivals.again(FROM, 6, broadcast("c"));
        arrivals.again(FROM, 6, broadcast("c"));
        assertThat(passed).isEmpty();
        numbered(4, 0, "a");
        numbered(5, 0, "b");
        arrivals.again(OTHER, 1, broadcast("x"));

        assertThat(passed).containsExactly("a", "b", "c", "x");
    }

    @Test
    void the_first_of_all_that_comes_again_waits_for_two_seconds() throws Exception {
        arrivals.hear();
        arrivals.again(FROM, 6, broadcast("c"));
        pass(Duration.ofSeconds(2));
        assertThat(passed).containsExactly("c");
        arrivals.again(OTHER, 6, broadcast("y"));
        numbered(OTHER, 7, "z");

        assertThat(passed).containsExactly("c", "y", "z");
        assertThat(meters.sum(Count.GAPS)).isZero();
    }

    @Test
    void one_that_waits_and_comes_again_is_taken_once() throws Exception {
        arrivals.hear();
        numbered(1, 0, "a");
        numbered(3, 0, "c");
        numbered(3, 0, "c");
        numbered(2, 0, "b");

        assertThat(passed).containsExactly("a", "b", "c");
        assertThat(meters.sum(Count.REPEATED)).isEqualTo(1);
    }

    @Test
    void the_first_of_a_shard_waits_for_what_was_on_the_bus_before_it() throws Exception {
        arrivals.hear();
        arrivals.passed(FROM, 6);
        numbered(1, 7, "b");
        numbered(2, 0, "c");
        arrivals.passed(OTHER, 7);
        assertThat(passed).isEmpty();
        arrivals.plain(FROM, 0, broadcast("a"));
        arrivals.passed(FROM, 7);

        assertThat(passed).containsExactly("a", "b", "c");
    }

    @Test
    void the_first_on_the_bus_waits_for_what_was_in_the_shard_before_it() throws Exception {
        arrivals.hear();
        numbered(1, 0, "a");
        arrivals.plain(FROM, 3, broadcast("d"));
        arrivals.plain(FROM, 0, broadcast("e"));
        arrivals.plain(OTHER, 0, broadcast("x"));
        numbered(2, 0, "b");
        assertThat(passed).containsExactly("a", "x", "b");
        numbered(3, 0, "c");

        assertThat(passed).containsExactly("a", "x", "b", "c", "d", "e");
    }

    @Test
    void what_waits_for_the_other_way_in_vain_goes_on_after_two_seconds() throws Exception {
        arrivals.hear();
        numbered(1, 9, "a");
        arrivals.plain(OTHER, 9, broadcast("b"));
        pass(Duration.ofSeconds(1));
        assertThat(passed).isEmpty();
        pass(Duration.ofSeconds(1));

        assertThat(passed).containsExactlyInAnyOrder("a", "b");
        assertThat(meters.sum(Count.GAPS)).isZero();
    }

    @Test
    void who_hears_no_shards_waits_for_nothing_of_them() throws Exception {
        arrivals.plain(FROM, 5, broadcast("a"));
        numbered(7, 0, "b");
        numbered(9, 0, "c");
        numbered(8, 0, "d");

        assertThat(passed).containsExactly("a", "b", "c");
    }

    @Test
    void when_too_much_waits_nothing_does() throws Exception {
        arrivals.hear();
        numbered(1, 0, "a");
        for (int i = 0; i < 10_000; i++) {
            numbered(3 + i, 0, "b");
        }
        assertThat(passed).containsExactly("a");
        numbered(10_003, 0, "c");

        assertThat(passed).hasSizeGreaterThan(1).startsWith("a", "b");
        assertThat(meters.sum(Count.GAPS)).isEqualTo(1);
    }

    @Test
    void senders_that_somebody_makes_up_are_forgotten() throws Exception {
        arrivals.hear();
        for (int i = 0; i < 3000; i++) {
            String from = "a.%08x".formatted(i);
            arrivals.numbered(from, 5, 0, broadcast("a"));
        }
        arrivals.numbered("a.00000000", 5, 0, broadcast("again"));

        assertThat(passed).hasSize(3001).endsWith("again");
    }

    private void numbered(long number, long behind, String event) throws InterruptedException {
        arrivals.numbered(FROM, number, behind, broadcast(event));
    }

    private void numbered(String from, long number, String event) throws InterruptedException {
        arrivals.numbered(from, number, 0, broadcast(event));
    }

    private static Broadcast broadcast(String event) {
        return new Broadcast(ORDERS, event, JsonText.NULL, null);
    }

    private void pass(Duration time) throws InterruptedException {
        now += time.toNanos();
        for (int left = alarms.size(); left > 0; left--) {
            alarms.remove().run();
        }
    }
}
