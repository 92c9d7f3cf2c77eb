package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.activity.Activity;
import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.SocketId;
import canyon.metrics.AppCount;
import canyon.metrics.AppMeters;
import canyon.metrics.Meters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is counted and told on the way of a client and of an event. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CountingTest {
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final ChannelName ROOM = new ChannelName("presence-room");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Meters meters = new Meters();
    private final Activity activity = new Activity(100, System::nanoTime);
    private final List<Happening> told = new ArrayList<>();
    private final Connections connections = new Connections(0, meters, activity);
    private final ChannelRegistry registry = new ChannelRegistry(2, CachedEvents.none(), meters, activity);
    private final FanOut fanOut = new FanOut(registry, meters, 1 << 20);
    private final Publisher publisher = new Publisher(fanOut, meters, app -> 200, activity);
    private final AppMeters counts = meters.app("");

    @BeforeEach
    void start() {
        fanOut.start(threads);
        activity.watch(told::add, EnumSet.allOf(Kind.class));
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void each_client_that_gets_an_event_counts_with_its_bytes() throws InterruptedException {
        RecordingWriter alice = join("1.1");
        RecordingWriter bob = join("1.2");

        publisher.publish(new Broadcast(ORDERS, "shipped", new JsonText("\"\u20ac\""), null));
        publisher.publish(new Broadcast(ORDERS, "own", new JsonText("1"), new SocketId("1.1")));

        bob.await(2);
        alice.await(1);
        awaitSent(3);
        // Two bytes of header for each frame, and three for the sign of the euro.
        assertThat(counts.sum(AppCount.BYTES_SENT))
                .isEqualTo(2 * (2 + "42[\"shipped\",\"orders\",\"eur\"]".length())
                        + 2
                        + "42[\"own\",\"orders\",1]".length());
        assertThat(counts.sum(AppCount.PUBLISHED)).isEqualTo(2);
        assertThat(Arrays.stream(meters.fanOut().counts()).sum()).isPositive();
    }

    @Test
    void joins_and_leaves_of_clients_and_channels_are_counted_once() {
        Connection alice = connect("1.1");
        Connection bob = connect("1.2");

        registry.join(alice, ORDERS);
        registry.join(alice, ORDERS);
        registry.join(bob, ORDERS);
        registry.leave(alice, ORDERS);
        registry.leaveAll(bob);
        connections.remove(bob, CloseReason.TOO_SLOW);
        connections.remove(bob, CloseReason.TOO_SLOW);

        assertThat(counts.sum(AppCount.CONNECTIONS_OPENED)).isEqualTo(2);
        assertThat(counts.sum(AppCount.CONNECTIONS_CLOSED)).isEqualTo(1);
        assertThat(counts.sum(AppCount.SUBSCRIBED)).isEqualTo(2);
        assertThat(counts.sum(AppCount.UNSUBSCRIBED)).isEqualTo(2);
        assertThat(counts.sum(AppCount.CHANNELS_OCCUPIED)).isEqualTo(1);
        assertThat(counts.sum(AppCount.CHANNELS_VACATED)).isEqualTo(1);
        assertThat(told)
                .extracting(Happening::kind)
                .containsExactly(
                        Kind.CONNECTED,
                        Kind.CONNECTED,
                        Kind.SUBSCRIBED,
                        Kind.SUBSCRIBED,
                        Kind.UNSUBSCRIBED,
                        Kind.DISCONNECTED);
        assertThat(told.get(5).detail()).isEqualTo("1008 client is too slow");
        assertThat(told.get(5).socketId()).isEqualTo("1.2");
    }

    @Test
    void a_member_that_does_not_get_in_counts_for_nothing() {
        Member full = Member.of(new JsonText("{\"user_id\":1}")).orElseThrow();
        Member late = Member.of(new JsonText("{\"user_id\":2}")).orElseThrow();

        assertThat(registry.join(connect("1.1"), ROOM, full, 1)).isTrue();
        assertThat(registry.join(connect("1.2"), ROOM, late, 1)).isFalse();

        assertThat(counts.sum(AppCount.SUBSCRIBED)).isEqualTo(1);
        assertThat(told)
                .filteredOn(happening -> happening.kind() == Kind.SUBSCRIBED)
                .extracting(Happening::detail)
                .containsExactly("as user 1");
    }

    @Test
    void what_is_published_is_told_with_its_data_and_a_client_event_with_its_sender() throws InterruptedException {
        publisher.publish(new Broadcast(ORDERS, "shipped", new JsonText("{\"id\":7}"), new SocketId("1.1")));
        publisher.offer(new Broadcast(ORDERS, "client-typing", new JsonText("1"), new SocketId("1.2")));

        assertThat(told).extracting(Happening::kind).containsExactly(Kind.PUBLISHED, Kind.CLIENT_EVENT);
        assertThat(told).extracting(Happening::payload).containsExactly("{\"id\":7}", "1");
        assertThat(told).extracting(Happening::socketId).containsExactly(null, "1.2");
        assertThat(counts.sum(AppCount.CLIENT_EVENTS)).isEqualTo(1);
    }

    @Test
    void a_client_that_was_not_let_in_is_counted_and_told() {
        connections.refused("", "4004 Application is over connection quota");

        assertThat(counts.sum(AppCount.CONNECTIONS_REFUSED)).isEqualTo(1);
        assertThat(told).extracting(Happening::kind).containsExactly(Kind.DENIED);
    }

    private Connection connect(String id) {
        return connect(id, RecordingWriter.prompt());
    }

    private Connection connect(String id, RecordingWriter writer) {
        Connection connection = TestConnections.echo(id, writer);
        connections.add(connection);
        return connection;
    }

    private RecordingWriter join(String id) {
        RecordingWriter writer = RecordingWriter.prompt();
        registry.join(connect(id, writer), ORDERS);
        return writer;
    }

    /** They are counted after they have gone out. */
    private void awaitSent(long messages) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (counts.sum(AppCount.MESSAGES_SENT) < messages && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        assertThat(counts.sum(AppCount.MESSAGES_SENT)).isEqualTo(messages);
    }
}
