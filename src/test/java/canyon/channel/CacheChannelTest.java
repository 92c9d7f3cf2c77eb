package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Member;
import canyon.metrics.Meters;
import canyon.protocol.pusher.PusherProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Cache channels: whoever joins gets the last event, once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CacheChannelTest {
    private static final ChannelName WEATHER = new ChannelName("cache-weather");
    private static final ChannelName ROOM = new ChannelName("presence-cache-room");
    private static final int EVENTS = 200;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong();
    private final CachedEvents cache = new CachedEvents(10_000, scope -> Duration.ofSeconds(10), nanos::get);
    private final ChannelRegistry registry = new ChannelRegistry(2, cache);
    private final FanOut fanOut = new FanOut(registry, new Meters(), 1 << 20);
    private final PusherProtocol protocol = new PusherProtocol();
    private final List<ChannelName> missed = new ArrayList<>();

    @BeforeEach
    void start() {
        registry.observe(new ChannelObserver() {
            @Override
            public void missed(ChannelName channel) {
                missed.add(channel);
            }
        });
        fanOut.start(threads);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void an_empty_one_is_a_miss_which_observers_hear() throws Exception {
        assertThat(join("1.1", WEATHER).await(2))
                .satisfiesExactly(
                        frame -> assertThat(frame).contains("subscription_succeeded"),
                        frame -> assertThat(frame).contains("pusher:cache_miss"));
        assertThat(missed).containsExactly(WEATHER);
    }

    @Test
    void the_last_event_follows_the_confirmation() throws Exception {
        RecordingWriter first = join("1.1", WEATHER);
        publish(WEATHER, "rain", "1");
        publish(WEATHER, "sun", "2");
        assertThat(first.await(4)).hasSize(4);

        assertThat(join("1.2", WEATHER).await(2).get(1))
                .isEqualTo("{\"event\":\"sun\",\"channel\":\"cache-weather\",\"data\":\"2\"}");
        assertThat(missed).hasSize(1);
    }

    @Test
    void an_event_is_kept_although_nobody_listens() throws Exception {
        publish(WEATHER, "sun", "2");
        RecordingWriter other = join("1.9", new ChannelName("other"));
        publish(new ChannelName("other"), "barrier", "0");
        other.await(2);

        assertThat(join("1.2", WEATHER).await(2).get(1)).contains("\"sun\"");
        assertThat(registry.lastEvent(WEATHER)).map(CachedEvents.Cached::event).contains("sun");
    }

    @Test
    void client_events_are_not_kept() throws Exception {
        RecordingWriter first = join("1.1", WEATHER);
        publish(WEATHER, "sun", "1");
        publish(WEATHER, "client-wave", "2");
        first.await(4);

        assertThat(join("1.2", WEATHER).await(2).get(1)).contains("\"sun\"");
    }

    @Test
    void members_of_a_presence_channel_get_it_after_the_list() throws Exception {
        RecordingWriter first = member("1.1", "{\"user_id\":\"1\"}");
        assertThat(first.await(2).get(1)).contains("pusher:cache_miss");
        publish(ROOM, "topic", "\"tea\"");
        first.await(3);

        assertThat(member("1.2", "{\"user_id\":\"2\"}").await(2))
                .satisfiesExactly(
                        frame -> assertThat(frame).contains("\\\"count\\\":2"),
                        frame -> assertThat(frame).contains("\"topic\""));
    }

    @Test
    void it_is_forgotten_after_its_time() {
        cache.keep(new Broadcast(WEATHER, "sun", new JsonText("1"), null));
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(cache.find(WEATHER)).map(CachedEvents.Cached::left).contains(Duration.ofSeconds(6));

        nanos.addAndGet(Duration.ofSeconds(6).toNanos());

        assertThat(cache.find(WEATHER)).isEmpty();
        assertThat(cache.find(WEATHER)).isEmpty();
    }

    @Test
    void the_oldest_make_room_and_what_is_too_large_is_not_kept() {
        String large = "\"" + "x".repeat(2_000) + "\"";
        for (int i = 0; i < 5; i++) {
            cache.keep(new Broadcast(new ChannelName("cache-" + i), "e", new JsonText(large), null));
        }
        cache.keep(new Broadcast(WEATHER, "e", new JsonText("\"" + "x".repeat(6_000) + "\""), null));

        assertThat(cache.find(new ChannelName("cache-2"))).isEmpty();
        assertThat(cache.find(new ChannelName("cache-4"))).isPresent();
        assertThat(cache.find(WEATHER)).isEmpty();
    }

    /** Whatever moment it comes: the last event before, then every later one, none twice and none missing. */
    @RepeatedTest(10)
    void who_comes_in_the_middle_of_a_stream_misses_nothing_and_hears_nothing_twice() throws Exception {
        threads.execute(() -> {
            try {
                for (int i = 1; i <= EVENTS; i++) {
                    publish(WEATHER, "n", String.valueOf(i));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        List<RecordingWriter> joined = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            joined.add(join("1." + i, WEATHER));
        }
        for (RecordingWriter writer : joined) {
            assertThat(numbers(writer)).isNotEmpty();
        }
    }

    /** From the first one on without a gap to the end. */
    private static List<Integer> numbers(RecordingWriter writer) throws InterruptedException, MalformedJsonException {
        List<Integer> numbers = new ArrayList<>();
        int seen = 1;
        while (numbers.isEmpty() || numbers.get(numbers.size() - 1) < EVENTS) {
            String frame = writer.await(seen + 1).get(seen);
            seen++;
            if (!frame.contains("cache_miss")) {
                numbers.add(Integer.valueOf(JsonText.parse(frame)
                        .members()
                        .getOrDefault("data", JsonText.NULL)
                        .string()));
            }
        }
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1);
        }
        return numbers;
    }

    private RecordingWriter join(String id, ChannelName channel) {
        RecordingWriter writer = RecordingWriter.prompt();
        registry.join(TestConnections.of(id, protocol, writer), channel);
        return writer;
    }

    private RecordingWriter member(String id, String description) {
        RecordingWriter writer = RecordingWriter.prompt();
        Connection connection = TestConnections.of(id, protocol, writer);
        registry.join(connection, ROOM, Member.of(new JsonText(description)).orElseThrow(), 0);
        return writer;
    }

    private void publish(ChannelName channel, String event, String data) throws InterruptedException {
        fanOut.publish(new Broadcast(channel, event, new JsonText(data), null));
    }
}
