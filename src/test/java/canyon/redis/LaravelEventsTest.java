package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Publisher;
import canyon.config.RedisPrefixes;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LaravelEventsTest {
    private final Meters meters = new Meters();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final LaravelEvents events = new LaravelEvents(
            new LaravelMessages(RedisPrefixes.parse("none"), 1024),
            new Publisher(new FanOut(registry, meters, 1024), meters, 200),
            registry,
            meters);

    @Test
    void an_event_is_published() throws InterruptedException {
        receive("{\"event\":\"E\",\"data\":{}}");

        assertThat(meters.publishedCount()).isEqualTo(1);
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

    private void receive(String message) throws InterruptedException {
        events.receive("orders".getBytes(UTF_8), message.getBytes(UTF_8));
    }
}
