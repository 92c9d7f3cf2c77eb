package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Outbox;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.connection.ThrowingWriter;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.SocketId;
import canyon.metrics.Meters;
import canyon.protocol.socketio.EchoProtocol;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FanOutTest {
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final ChannelName NEWS = new ChannelName("news");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Meters meters = new Meters();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final FanOut fanOut = new FanOut(registry, meters, 1 << 20);

    @BeforeEach
    void start() {
        fanOut.start(threads);
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_broadcast_reaches_every_subscriber_of_its_channel_and_no_other() throws InterruptedException {
        RecordingWriter alice = join("1.1", ORDERS);
        RecordingWriter bob = join("1.2", ORDERS, NEWS);
        RecordingWriter carol = join("1.3", NEWS);

        publish(ORDERS, "shipped", null);
        publish(NEWS, "extra", null);

        assertThat(bob.await(2)).containsExactly("42[\"shipped\",\"orders\",1]", "42[\"extra\",\"news\",1]");
        assertThat(alice.await(1)).containsExactly("42[\"shipped\",\"orders\",1]");
        assertThat(carol.await(1)).containsExactly("42[\"extra\",\"news\",1]");
    }

    @Test
    void the_sender_is_left_out_and_hears_all_others() throws InterruptedException {
        RecordingWriter alice = join("1.1", ORDERS);
        RecordingWriter bob = join("1.2", ORDERS);

        publish(ORDERS, "own", "1.1");
        publish(ORDERS, "everybody", "unknown-id");

        assertThat(bob.await(2)).hasSize(2);
        assertThat(alice.await(1)).containsExactly("42[\"everybody\",\"orders\",1]");
    }

    @Test
    void a_channel_without_subscribers_costs_nothing_and_disturbs_nobody() throws InterruptedException {
        RecordingWriter alice = join("1.1", ORDERS);

        publish(NEWS, "unheard", null);
        publish(ORDERS, "heard", null);

        assertThat(alice.await(1)).containsExactly("42[\"heard\",\"orders\",1]");
    }

    @Test
    void a_slow_client_is_closed_and_the_others_still_hear() throws InterruptedException {
        BlockingQueue<CloseReason> closes = new ArrayBlockingQueue<>(1_000);
        Outbox narrow = new Outbox(30, cause -> {});
        narrow.attach(RecordingWriter.slow());
        registry.join(
                new Connection(
                        new Connection.Identity("", new SocketId("1.1")), new EchoProtocol(), narrow, closes::add),
                ORDERS);
        RecordingWriter bob = join("1.2", ORDERS);

        for (int i = 1; i <= 5; i++) {
            publish(ORDERS, "e" + i, null);
            bob.await(i);
        }

        assertThat(bob.frames()).hasSize(5);
        assertThat(closes.poll(10, TimeUnit.SECONDS)).isEqualTo(CloseReason.TOO_SLOW);
    }

    @Test
    void whatever_breaks_for_one_client_the_others_still_hear() throws InterruptedException {
        Fault fault = new Fault();
        RecordingWriter before = join("1.1", ORDERS);
        registry.join(TestConnections.echo("1.2", new ThrowingWriter(fault)), ORDERS);
        registry.join(
                TestConnections.of(
                        "1.3",
                        TestConnections.eventsOnly(message -> {
                            throw fault;
                        }),
                        new ThrowingWriter(fault)),
                ORDERS);
        RecordingWriter after = join("1.4", ORDERS);

        publish(ORDERS, "first", null);
        publish(ORDERS, "second", null);

        assertThat(before.await(2)).hasSize(2);
        assertThat(after.await(2)).hasSize(2);
    }

    @Test
    void each_client_hears_its_own_dialect() throws InterruptedException {
        RecordingWriter echo = join("1.1", ORDERS);
        RecordingWriter other = RecordingWriter.prompt();
        registry.join(TestConnections.of("1.2", TestConnections.dialect("pusher"), other), ORDERS);
        RecordingWriter again = join("1.3", ORDERS);

        publish(ORDERS, "shipped", null);

        assertThat(echo.await(1).get(0)).startsWith("42[");
        assertThat(other.await(1).get(0)).startsWith("pusher:");
        assertThat(again.await(1).get(0)).startsWith("42[");
    }

    @Test
    void who_left_hears_nothing_more() throws InterruptedException {
        RecordingWriter alice = RecordingWriter.prompt();
        Connection connection = TestConnections.echo("1.1", alice);
        registry.join(connection, ORDERS);
        RecordingWriter bob = join("1.2", ORDERS);
        publish(ORDERS, "first", null);
        bob.await(1);
        alice.await(1);

        registry.leave(connection, ORDERS);
        publish(ORDERS, "second", null);
        bob.await(2);
        registry.join(connection, ORDERS);
        publish(ORDERS, "third", null);

        assertThat(alice.await(2)).containsExactly("42[\"first\",\"orders\",1]", "42[\"third\",\"orders\",1]");
    }

    private RecordingWriter join(String id, ChannelName... channels) {
        RecordingWriter writer = RecordingWriter.prompt();
        Connection connection = TestConnections.echo(id, writer);
        List.of(channels).forEach(channel -> registry.join(connection, channel));
        return writer;
    }

    private void publish(ChannelName channel, String event, @Nullable String except) throws InterruptedException {
        SocketId sender = except == null ? null : new SocketId(except);
        fanOut.publish(new Broadcast(channel, event, new JsonText("1"), sender));
    }

    /** Without a stack, which would only fill the log of the tests. */
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fault() {
            super("broken", null, false, false);
        }
    }
}
