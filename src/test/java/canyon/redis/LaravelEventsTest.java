package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Publisher;
import canyon.config.RedisPrefixes;
import canyon.connection.Connection;
import canyon.connection.Outbox;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.SocketId;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import canyon.protocol.socketio.EchoProtocol;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LaravelEventsTest {
    private static final String EVENT = "{\"event\":\"E\",\"data\":{}}";

    private final Meters meters = new Meters();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final FanOut fanOut = new FanOut(registry, meters, 1 << 20);
    private final LaravelEvents events = new LaravelEvents(
            new LaravelMessages(RedisPrefixes.parse("none"), 1024),
            new Publisher(fanOut, meters, 200),
            registry,
            meters);

    @BeforeEach
    void listen() {
        subscribe("orders");
    }

    @Test
    void an_event_is_published() throws InterruptedException {
        receive("{\"event\":\"E\",\"data\":{}}");

        assertThat(meters.publishedCount()).isEqualTo(1);
    }

    @Test
    void what_comes_together_goes_out_together() throws InterruptedException {
        RecordingWriter client = RecordingWriter.prompt();
        registry.join(TestConnections.echo("1.1", client), new ChannelName("orders"));
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            fanOut.start(threads);
            // So many that a fan-out that is told of the first one is done with it before the last.
            for (int i = 0; i < 2000; i++) {
                receive(EVENT);
            }
            events.caughtUp();

            assertThat(client.await(2000)).hasSize(2000);
            assertThat(client.writes()).hasSizeLessThan(5);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anything_else_is_counted_by_its_reason() throws InterruptedException {
        try (LogRecorder log = new LogRecorder(DropLog.class)) {
            receive("not json");
            receive("{}");
            assertThat(log.lines()).hasSize(1);
        }

        assertThat(meters.publishedCount()).isZero();
        assertThat(meters.droppedCount(Drop.REDIS_NOT_JSON)).isEqualTo(1);
        assertThat(meters.droppedCount(Drop.REDIS_NO_EVENT)).isEqualTo(1);
    }

    @Test
    void what_nobody_listens_to_is_not_read() throws InterruptedException {
        try (LogRecorder log = new LogRecorder(DropLog.class)) {
            receive("unheard", EVENT);
            receive("unheard", "not json");
            receive("unheard", "{}");
            assertThat(log.lines()).isEmpty();
        }

        assertThat(meters.unheardCount()).isEqualTo(3);
        assertThat(meters.publishedCount()).isZero();
        assertThat(meters.droppedCount(Drop.REDIS_NOT_JSON)).isZero();
    }

    @Test
    void who_comes_and_goes_decides_what_is_read() throws InterruptedException {
        receive("news", EVENT);
        Connection reader = subscribe("news");
        receive("news", EVENT);
        registry.leaveAll(reader);
        receive("news", EVENT);

        assertThat(meters.publishedCount()).isEqualTo(1);
        assertThat(meters.unheardCount()).isEqualTo(2);
    }

    @Test
    void a_cache_channels_event_is_for_those_who_come_later() throws InterruptedException {
        receive("cache-news", EVENT);
        receive("private-cache-news", EVENT);

        assertThat(meters.publishedCount()).isEqualTo(2);
        assertThat(meters.unheardCount()).isZero();
    }

    @Test
    void what_no_client_can_get_is_counted_by_its_reason_whoever_listens() throws InterruptedException {
        receive("PresenceChannelUpdated", EVENT);
        receive("__keyspace@0__:key", EVENT);
        receive("__keyspace@0__:key", EVENT);
        receive("line\nbreak", EVENT);
        receive("canyon:bus", EVENT);
        receive("unheard", " ".repeat(1025));

        assertThat(meters.droppedCount(Drop.RESERVED_CHANNEL)).isEqualTo(2);
        assertThat(meters.droppedCount(Drop.REDIS_CHANNEL)).isEqualTo(1);
        assertThat(meters.droppedCount(Drop.REDIS_TOO_BIG)).isEqualTo(1);
        assertThat(meters.unheardCount()).isZero();
    }

    @Test
    void a_prefix_that_is_probably_missing_is_told_though_nothing_is_read() throws InterruptedException {
        try (LogRecorder log = new LogRecorder(PrefixHints.class)) {
            receive("shop_private-orders", EVENT);

            assertThat(log.lines()).singleElement().asString().contains("add \"shop_\"");
        }
    }

    private Connection subscribe(String channel) {
        Connection connection = new Connection(
                new Connection.Identity("", SocketId.random()),
                new EchoProtocol(),
                new Outbox(1024, cause -> {}),
                reason -> {});
        registry.join(connection, new ChannelName(channel));
        return connection;
    }

    private void receive(String message) throws InterruptedException {
        receive("orders", message);
    }

    private void receive(String channel, String message) throws InterruptedException {
        events.receive(channel.getBytes(UTF_8), message.getBytes(UTF_8));
    }
}
