package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.metrics.Meters;
import canyon.protocol.pusher.PusherProtocol;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SubscriptionCountsTest {
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final long LATER = Duration.ofSeconds(6).toNanos();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ChannelRegistry registry = new ChannelRegistry(2);
    private final FanOut fanOut = new FanOut(registry, new Meters(), 1 << 20);
    private final SubscriptionCounts counts = new SubscriptionCounts(registry, String::isEmpty);
    private final PusherProtocol protocol = new PusherProtocol();
    private int ids;

    @BeforeEach
    void start() {
        registry.observe(counts);
        fanOut.start(threads);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void subscribers_hear_at_once_how_many_they_are() throws Exception {
        RecordingWriter first = RecordingWriter.prompt();
        join(first, ORDERS);
        assertThat(first.await(2).get(1)).isEqualTo(count(1));

        RecordingWriter second = RecordingWriter.prompt();
        Connection leaving = join(second, ORDERS);
        assertThat(first.await(3).get(2)).isEqualTo(count(2));
        assertThat(second.await(2).get(1)).isEqualTo(count(2));

        registry.leave(leaving, ORDERS);
        assertThat(first.await(4).get(3)).isEqualTo(count(1));
    }

    @Test
    void many_hear_it_now_and_then() throws Exception {
        RecordingWriter first = RecordingWriter.prompt();
        join(first, ORDERS);
        for (int i = 0; i < 150; i++) {
            join(RecordingWriter.prompt(), ORDERS);
        }
        assertThat(first.await(102).get(101)).isEqualTo(count(101));

        counts.check(System.nanoTime());
        counts.check(System.nanoTime() + LATER);

        assertThat(first.await(103).get(102)).isEqualTo(count(151));
        assertThat(first.frames()).hasSize(103);
    }

    @Test
    void what_is_no_news_is_not_told_again() throws Exception {
        RecordingWriter first = RecordingWriter.prompt();
        join(first, ORDERS);
        for (int i = 0; i < 100; i++) {
            join(RecordingWriter.prompt(), ORDERS);
        }
        first.await(102);

        counts.check(System.nanoTime() + LATER);
        counts.check(System.nanoTime() + 2 * LATER);
        join(RecordingWriter.prompt(), ORDERS);

        assertThat(first.await(103).get(102)).isEqualTo(count(102));
    }

    @Test
    void after_a_fault_of_its_timer_it_begins_anew() throws Exception {
        RecordingWriter first = RecordingWriter.prompt();
        join(first, ORDERS);
        for (int i = 0; i < 101; i++) {
            join(RecordingWriter.prompt(), ORDERS);
        }
        first.await(102);

        counts.fault();
        join(RecordingWriter.prompt(), ORDERS);

        assertThat(first.await(103).get(102)).isEqualTo(count(103));
    }

    @Test
    void presence_channels_and_applications_that_do_not_want_it_hear_nothing() throws Exception {
        RecordingWriter member = RecordingWriter.prompt();
        registry.join(
                TestConnections.of("2.1", protocol, member),
                new ChannelName("presence-room"),
                Member.of(new JsonText("{\"user_id\":1}")).orElseThrow(),
                0);
        RecordingWriter other = RecordingWriter.prompt();
        join(other, new ChannelName("shop", "orders"));
        RecordingWriter barrier = RecordingWriter.prompt();
        join(barrier, ORDERS);
        barrier.await(2);

        assertThat(member.await(1)).hasSize(1);
        assertThat(other.frames()).hasSize(1);
    }

    private Connection join(RecordingWriter writer, ChannelName channel) {
        Connection connection = TestConnections.of("1." + ids++, protocol, writer);
        registry.join(connection, channel);
        return connection;
    }

    private static String count(int count) {
        return "{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"orders\","
                + "\"data\":\"{\\\"subscription_count\\\":" + count + "}\"}";
    }
}
