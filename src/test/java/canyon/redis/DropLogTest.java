package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.metrics.Drop;
import canyon.metrics.Meters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DropLogTest {
    private final Ticker ticker = new Ticker();
    private final Meters meters = new Meters();
    private final LogRecorder log = new LogRecorder(DropLog.class);
    private final DropLog drops = new DropLog(meters, ticker);

    @AfterEach
    void stopRecording() {
        log.close();
    }

    @Test
    void the_first_drop_is_told_with_channel_and_reason() {
        drop(Drop.REDIS_NOT_JSON, "orders");

        assertThat(log.lines())
                .containsExactly("message on Redis channel \"orders\" dropped: not a JSON object;"
                        + " 0 others since the last line");
    }

    @Test
    void further_drops_are_counted_and_summed_up_a_minute_later() {
        for (int i = 0; i < 2000; i++) {
            drop(Drop.REDIS_NOT_JSON, "orders");
        }
        ticker.pass(DropLog.INTERVAL);
        drop(Drop.REDIS_NO_EVENT, "users");

        assertThat(log.lines()).hasSize(2).last().asString().contains("users", "no event", "1999 others");
        assertThat(meters.droppedCount(Drop.REDIS_NOT_JSON)).isEqualTo(2000);
    }

    @Test
    void messages_that_were_never_meant_for_canyon_are_only_counted() {
        drop(Drop.REDIS_NOT_OURS, "cache");
        drop(Drop.RESERVED_CHANNEL, "__keyspace@0__:key");

        assertThat(log.lines()).isEmpty();
        assertThat(meters.droppedCount(Drop.RESERVED_CHANNEL)).isEqualTo(1);
    }

    @Test
    void a_channel_name_cannot_forge_log_lines_or_fill_the_log() {
        drop(Drop.REDIS_CHANNEL, "a\nb" + "x".repeat(10_000));

        assertThat(log.lines().get(0)).contains("a?b").doesNotContain("\n").hasSizeLessThan(300);
    }

    private void drop(Drop reason, String channel) {
        drops.dropped(reason, channel.getBytes(UTF_8));
    }
}
