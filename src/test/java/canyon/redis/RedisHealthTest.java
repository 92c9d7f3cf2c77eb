package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisHealthTest {
    private final SettableClock clock = new SettableClock();
    private final RedisHealth health = new RedisHealth(clock);

    @Test
    void without_a_subscriber_redis_is_disabled() {
        assertThat(health.status()).isEqualTo(new RedisHealth.Status(RedisState.DISABLED, Instant.EPOCH, null));
    }

    @Test
    void with_a_subscriber_it_is_awaited_also_while_no_thread_is_free_for_it() {
        RedisSettings settings = new RedisSettings(
                RedisUrl.parse("redis://127.0.0.1:1"),
                RedisPrefixes.parse("none"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        RedisSubscriber subscriber = new RedisSubscriber(settings, (channel, message) -> {}, health);

        assertThat(health.status().state()).isEqualTo(RedisState.CONNECTING);
        subscriber.stop();
    }

    @Test
    void a_redis_that_was_never_reached_is_not_lost() {
        health.connecting();
        clock.now = clock.now.plus(Duration.ofSeconds(3));
        health.failed("Connection refused");

        assertThat(health.status())
                .isEqualTo(new RedisHealth.Status(RedisState.CONNECTING, Instant.EPOCH, "Connection refused"));
    }

    @Test
    void a_lost_redis_tells_since_when_and_the_newest_reason() {
        health.connecting();
        health.connected();
        clock.now = clock.now.plus(Duration.ofSeconds(3));
        health.failed("Connection reset");
        clock.now = clock.now.plus(Duration.ofSeconds(3));
        health.failed("Connection refused");

        assertThat(health.status())
                .isEqualTo(new RedisHealth.Status(RedisState.LOST, Instant.EPOCH.plusSeconds(3), "Connection refused"));
    }

    @Test
    void whoever_wants_to_know_is_told_when_it_comes_and_when_it_goes() {
        List<RedisState> told = new ArrayList<>();
        RedisHealth watched = new RedisHealth(clock, status -> told.add(status.state()));

        watched.connecting();
        watched.failed("Connection refused");
        watched.connected();
        watched.failed("Connection reset");
        watched.failed("Connection refused");
        watched.connected();

        assertThat(told).containsExactly(RedisState.CONNECTED, RedisState.LOST, RedisState.CONNECTED);
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
