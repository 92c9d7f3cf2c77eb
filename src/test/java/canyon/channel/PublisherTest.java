package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PublisherTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Meters meters = new Meters();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final FanOut fanOut = new FanOut(registry, meters, 1 << 20);
    private final Publisher publisher = new Publisher(fanOut, meters, 10);
    private final RecordingWriter client = RecordingWriter.prompt();

    @BeforeEach
    void start() {
        registry.join(TestConnections.echo("1.1", client), new ChannelName("orders"));
        registry.join(TestConnections.echo("1.1", client), new ChannelName("PresenceChannelUpdated"));
        fanOut.start(threads);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect",
                "connect_error",
                "disconnect",
                "disconnecting",
                "error",
                "newListener",
                "removeListener"
            })
    void events_that_clients_of_SocketIO_keep_for_themselves_reach_others_only_and_are_counted(String event)
            throws InterruptedException {
        Publisher roomy = new Publisher(fanOut, meters, 200);
        RecordingWriter other = RecordingWriter.prompt();
        registry.join(TestConnections.of("1.2", TestConnections.dialect("pusher"), other), new ChannelName("orders"));

        roomy.publish(broadcast("orders", event));
        roomy.publish(broadcast("orders", event));
        roomy.publish(broadcast("orders", "last"));

        assertThat(client.await(1)).containsExactly("42[\"last\",\"orders\",null]");
        assertThat(meters.droppedCount(Drop.RESERVED_EVENT)).isEqualTo(2);
        assertThat(other.await(3)).hasSize(3);
    }

    @Test
    void reserved_channels_and_long_names_are_dropped_and_counted() throws InterruptedException {
        publisher.publish(broadcast("PresenceChannelUpdated", "dump"));
        publisher.publish(broadcast("__keyspace@0__:orders", "set"));
        publisher.publish(broadcast("orders", "12345678901"));
        publisher.publish(broadcast("orders", "1234567890"));

        assertThat(client.await(1)).containsExactly("42[\"1234567890\",\"orders\",null]");
        assertThat(meters.droppedCount(Drop.RESERVED_CHANNEL)).isEqualTo(2);
        assertThat(meters.droppedCount(Drop.EVENT_NAME_TOO_LONG)).isEqualTo(1);
    }

    @Test
    void what_is_gathered_is_looked_at_too_and_goes_out_when_it_is_released() throws InterruptedException {
        publisher.gather(broadcast("PresenceChannelUpdated", "dump"));
        publisher.gather(broadcast("orders", "12345678901"));
        publisher.gather(broadcast("orders", "1234567890"));
        publisher.release();

        assertThat(client.await(1)).containsExactly("42[\"1234567890\",\"orders\",null]");
        assertThat(meters.droppedCount(Drop.RESERVED_CHANNEL)).isEqualTo(1);
        assertThat(meters.droppedCount(Drop.EVENT_NAME_TOO_LONG)).isEqualTo(1);
        assertThat(meters.publishedCount()).isEqualTo(1);
    }

    @Test
    void an_empty_event_name_is_passed_on_as_recorded() throws InterruptedException {
        publisher.publish(broadcast("orders", ""));

        assertThat(client.await(1)).containsExactly("42[\"\",\"orders\",null]");
    }

    @Test
    void names_that_only_resemble_the_reserved_ones_pass() throws InterruptedException {
        publisher.publish(broadcast("orders", "Connect"));
        publisher.publish(broadcast("orders", "errors"));

        assertThat(client.await(2)).hasSize(2);
        assertThat(meters.droppedCount(Drop.RESERVED_EVENT)).isZero();
    }

    private static Broadcast broadcast(String channel, String event) {
        return new Broadcast(new ChannelName(channel), event, JsonText.NULL, null);
    }
}
