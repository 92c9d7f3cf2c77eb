package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(10), new Random(1));

    @Test
    void pauses_double_up_to_the_longest_and_lose_at_most_half() {
        for (long millis : new long[] {100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000}) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(millis / 2), Duration.ofMillis(millis));
        }
    }

    @Test
    void after_success_it_begins_anew() {
        for (int i = 0; i < 20; i++) {
            backoff.next();
        }
        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void the_longest_pause_may_be_shorter_than_the_usual_first() {
        assertThat(new Backoff(Duration.ofMillis(10), new Random(1)).next())
                .isBetween(Duration.ofMillis(5), Duration.ofMillis(10));
    }
}
