package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.SocketId;
import canyon.metrics.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FanOutOrderTest {
    private static final int CLIENTS = 20;
    private static final int EVENTS = 500;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ChannelRegistry registry = new ChannelRegistry(3);
    private final Meters meters = new Meters();
    private final FanOut fanOut = new FanOut(registry, meters, 4_096);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void every_client_hears_each_channel_in_the_order_of_its_publisher() throws Exception {
        List<ChannelName> channels = List.of(new ChannelName("a"), new ChannelName("b"), new ChannelName("c"));
        List<RecordingWriter> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            RecordingWriter client = RecordingWriter.prompt();
            clients.add(client);
            String id = "1." + i;
            channels.forEach(channel -> registry.join(TestConnections.echo(id, client), channel));
        }
        fanOut.start(threads);

        List<Future<?>> publishers = new ArrayList<>();
        for (ChannelName channel : channels) {
            publishers.add(threads.submit(() -> {
                for (int i = 0; i < EVENTS; i++) {
                    fanOut.publish(broadcast(channel, i));
                }
                return null;
            }));
        }
        for (Future<?> publisher : publishers) {
            publisher.get(30, TimeUnit.SECONDS);
        }

        for (RecordingWriter client : clients) {
            List<String> frames = client.await(channels.size() * (EVENTS - EVENTS / 10));
            for (ChannelName channel : channels) {
                assertThat(frames.stream().filter(frame -> frame.contains("\"" + channel + "\"")))
                        .hasSizeGreaterThanOrEqualTo(EVENTS - EVENTS / 10)
                        .isSortedAccordingTo((left, right) -> Integer.compare(number(left), number(right)));
            }
        }
    }

    /** Every tenth is not for the first client. */
    private static Broadcast broadcast(ChannelName channel, int number) {
        return new Broadcast(channel, "E", new JsonText("" + number), number % 10 == 0 ? new SocketId("1.0") : null);
    }

    private static int number(String frame) {
        return Integer.parseInt(frame.substring(frame.lastIndexOf(',') + 1, frame.length() - 1));
    }

    @Test
    void what_arrived_together_goes_out_together() throws Exception {
        ChannelName orders = new ChannelName("orders");
        RecordingWriter client = RecordingWriter.prompt();
        registry.join(TestConnections.echo("1.1", client), orders);
        for (int i = 0; i < 10; i++) {
            fanOut.publish(broadcast(orders, i + 1));
        }

        fanOut.start(threads);

        assertThat(client.await(10)).hasSize(10);
        assertThat(client.writes()).hasSize(1);
    }
}
