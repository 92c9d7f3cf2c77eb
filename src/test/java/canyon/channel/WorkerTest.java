package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.metrics.Meters;
import canyon.protocol.Encodings;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkerTest {
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final ChannelName NEWS = new ChannelName("news");

    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final Meters meters = new Meters();
    private final Worker worker = new Worker(0, meters);
    private final Thread thread = new Thread(worker);

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Test
    void batches_that_wait_go_to_a_subscriber_in_one_write_for_each_channel() throws InterruptedException {
        RecordingWriter alice = RecordingWriter.prompt();
        registry.join(TestConnections.echo("1.1", alice), ORDERS);
        RecordingWriter bob = RecordingWriter.prompt();
        registry.join(TestConnections.echo("1.2", bob), NEWS);

        worker.take(new Worker.Batch(List.of(events(ORDERS, "1"), events(NEWS, "2")), 0));
        worker.take(new Worker.Batch(List.of(events(ORDERS, "3")), 0));
        worker.take(new Worker.Batch(List.of(events(NEWS, "4"), events(ORDERS, "5")), 0));
        thread.start();

        assertThat(alice.await(3)).extracting(frame -> frame.substring(4, 5)).containsExactly("1", "3", "5");
        assertThat(bob.await(2)).extracting(frame -> frame.substring(4, 5)).containsExactly("2", "4");
        assertThat(alice.writes()).hasSize(1);
        assertThat(bob.writes()).hasSize(1);
    }

    @Test
    void what_a_subscriber_has_already_is_left_out_of_what_it_gets_together() throws InterruptedException {
        RecordingWriter early = RecordingWriter.prompt();
        registry.join(TestConnections.echo("1.1", early), ORDERS);
        Delivery before = events(ORDERS, "1");
        Delivery.Events told = new Delivery.Events(before.channel(), encodings(ORDERS, "1"), 1, 0);
        RecordingWriter late = RecordingWriter.prompt();
        registry.join(TestConnections.echo("1.2", late), ORDERS);

        // Number 0 means that everybody who is there has it already.
        worker.take(new Worker.Batch(List.of(told), 0));
        worker.take(new Worker.Batch(List.of(events(ORDERS, "2")), 0));
        thread.start();

        assertThat(late.await(1)).singleElement().asString().contains("2");
    }

    private Delivery events(ChannelName channel, String event) {
        FanOut.Reach reach = Objects.requireNonNull(registry.reach(channel));
        return new Delivery.Events(reach.channel(), encodings(channel, event), 1, reach.before());
    }

    private static Encodings encodings(ChannelName channel, String event) {
        return new Encodings(List.of(new Broadcast(channel, event, new JsonText("1"), null)));
    }
}
