package canyon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.ChannelName;
import canyon.message.SocketId;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import canyon.protocol.socketio.EchoProtocol;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionTest {
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final ChannelName NEWS = new ChannelName("news");

    private final List<CloseReason> closes = new ArrayList<>();
    private final RecordingWriter writer = RecordingWriter.slow();
    private final Outbox outbox = new Outbox(10, cause -> {});
    private final Connection connection =
            new Connection(new Connection.Identity("", new SocketId("1.1")), new EchoProtocol(), outbox, closes::add);

    @Test
    void a_client_for_whom_too_much_waits_is_too_slow() {
        outbox.attach(writer);
        connection.send(Frame.text("outstanding"));
        connection.send(Frame.text("12345678"));
        assertThat(closes).isEmpty();

        connection.send(Frame.text("9"));

        assertThat(closes).containsExactly(CloseReason.TOO_SLOW);
    }

    @Test
    void segments_are_sent_in_their_order() {
        outbox.attach(writer);

        connection.send(List.of(Segment.of(Frame.text("a")), Segment.of(Frame.text("b"))));
        writer.complete();

        assertThat(writer.writes()).containsExactly(List.of("a", "b"));
    }

    @Test
    void segments_that_are_too_many_together_go_one_after_the_other_to_a_client_that_takes_them() {
        RecordingWriter prompt = RecordingWriter.prompt();
        outbox.attach(prompt);

        connection.send(List.of(Segment.of(Frame.text("12345678")), Segment.of(Frame.text("12345678"))));

        assertThat(prompt.frames()).containsExactly("12345678", "12345678");
        assertThat(closes).isEmpty();
    }

    @Test
    void a_second_subscription_to_a_channel_changes_nothing() {
        assertThat(connection.subscribe(ORDERS)).isTrue();
        assertThat(connection.subscribe(ORDERS)).isFalse();

        assertThat(connection.subscriptionCount()).isEqualTo(1);
        assertThat(connection.unsubscribe(ORDERS)).isTrue();
        assertThat(connection.unsubscribe(ORDERS)).isFalse();
        assertThat(connection.isSubscribed(ORDERS)).isFalse();
    }

    @Test
    void after_its_end_nothing_can_be_subscribed_to() {
        connection.subscribe(ORDERS);
        connection.subscribe(NEWS);

        assertThat(connection.end()).containsExactlyInAnyOrder(ORDERS, NEWS);

        assertThat(connection.subscribe(ORDERS)).isFalse();
        assertThat(connection.subscriptionCount()).isZero();
        assertThat(connection.end()).isEmpty();
    }

    @Test
    void a_connection_belongs_to_the_same_lane_always_and_lanes_share_them_evenly() {
        int[] counts = new int[4];
        for (int i = 0; i < 4_000; i++) {
            Connection one = new Connection(
                    new Connection.Identity("", SocketId.random()), new EchoProtocol(), outbox, closes::add);
            counts[one.lane(4)]++;
            assertThat(one.lane(4)).isEqualTo(one.lane(4));
            assertThat(one.lane(1)).isZero();
        }

        for (int count : counts) {
            assertThat(count).isBetween(800, 1_200);
        }
    }

    @Test
    void connections_are_found_by_the_id_that_others_know() {
        Connections connections = new Connections();
        Connection successor =
                new Connection(new Connection.Identity("", connection.id()), new EchoProtocol(), outbox, closes::add);

        connections.add(connection);
        assertThat(connections.find(new SocketId("1.1"))).containsSame(connection);
        connections.add(successor);
        connections.remove(connection, CloseReason.TRANSPORT_LOST);

        assertThat(connections.find(new SocketId("1.1"))).containsSame(successor);
        assertThat(connections.count()).isEqualTo(1);
        connections.remove(successor, CloseReason.TRANSPORT_LOST);
        assertThat(connections.find(new SocketId("1.1"))).isEmpty();
    }
}
