package canyon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    /** {@link System#nanoTime} may begin anywhere and run over. */
    @ParameterizedTest
    @ValueSource(longs = {0, 5 * SECOND, -5 * SECOND, Long.MAX_VALUE - SECOND / 2, Long.MIN_VALUE})
    void a_seconds_worth_is_allowed_at_once_and_then_as_time_goes_by(long start) {
        RateLimit limit = new RateLimit(4, start);

        assertThat(allowed(limit, start, 10)).isEqualTo(4);
        assertThat(allowed(limit, start + SECOND / 4 - 1, 10)).isZero();
        assertThat(allowed(limit, start + SECOND / 4, 10)).isEqualTo(1);
        assertThat(allowed(limit, start + SECOND, 10)).isEqualTo(3);
    }

    @Test
    void a_pause_saves_up_no_more_than_a_second() {
        RateLimit limit = new RateLimit(4, 0);

        assertThat(allowed(limit, 3_600 * SECOND, 10)).isEqualTo(4);
    }

    @Test
    void over_a_long_time_it_is_so_many_in_a_second_however_often_is_asked() {
        RateLimit limit = new RateLimit(100, 0);
        int allowed = 0;
        for (long now = 0; now < 10 * SECOND; now += SECOND / 10_000) {
            allowed += limit.allows(now) ? 1 : 0;
        }

        assertThat(allowed).isBetween(1_098, 1_100);
    }

    @Test
    void what_is_refused_costs_nothing() {
        RateLimit limit = new RateLimit(1, 0);

        assertThat(allowed(limit, 0, 1_000)).isEqualTo(1);
        assertThat(limit.allows(SECOND)).isTrue();
    }

    @Test
    void zero_is_no_limit() {
        assertThat(allowed(new RateLimit(0, 0), 0, 100_000)).isEqualTo(100_000);
    }

    @Test
    void many_at_once_are_counted_together_or_not_at_all() {
        RateLimit limit = new RateLimit(4, 0);

        assertThat(limit.take(3, 0)).isZero();
        assertThat(limit.take(3, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(limit.take(1, 0)).isZero();
        assertThat(limit.take(3, SECOND / 2)).isEqualTo(Duration.ofMillis(250));
        assertThat(limit.take(3, SECOND * 3 / 4)).isZero();
    }

    @Test
    void more_than_a_seconds_worth_is_allowed_after_a_pause_and_makes_others_wait_longer() {
        RateLimit limit = new RateLimit(4, 0);

        assertThat(limit.take(10, 0)).isZero();
        assertThat(limit.take(1, 0)).isEqualTo(Duration.ofMillis(1750));
        assertThat(limit.take(10, SECOND * 2)).isEqualTo(Duration.ofMillis(500));
        assertThat(limit.take(10, SECOND * 5 / 2)).isZero();
    }

    private static int allowed(RateLimit limit, long now, int wanted) {
        int allowed = 0;
        for (int i = 0; i < wanted; i++) {
            allowed += limit.allows(now) ? 1 : 0;
        }
        return allowed;
    }
}
