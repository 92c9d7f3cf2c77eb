package canyon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.Admissions;
import canyon.drain.SentAway;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReturningTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private final Admissions admissions = new Admissions(() -> 0);

    @Test
    void the_next_deployment_reads_what_the_one_before_wrote() {
        Returning returning = returning(2_000, Duration.ofSeconds(10));

        assertThat(Returning.parse(returning.text())).contains(returning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2000", "2000 PT10S", "many PT10S 2026-11-28T10:00:00Z", "1 soon 2026-11-28T10:00:00Z"})
    void what_nobody_wrote_is_ignored(String text) {
        assertThat(Returning.parse(text)).isEmpty();
    }

    @Test
    void they_come_back_hardly_faster_than_they_were_sent_away() {
        assertThat(returning(2_000, Duration.ofSeconds(10)).perSecond()).isEqualTo(320);
        assertThat(returning(10, Duration.ofSeconds(10)).perSecond()).isEqualTo(100);
    }

    @Test
    void two_thousand_at_the_same_moment_are_too_many() {
        assertThat(returning(2_000, Duration.ofSeconds(10)).pace(admissions, NOW.plusSeconds(5)))
                .isTrue();

        assertThat(admitted(2_000)).isEqualTo(320);
    }

    @Test
    void a_few_may_come_at_once() {
        assertThat(returning(100, Duration.ofSeconds(10)).pace(admissions, NOW.plusSeconds(5)))
                .isFalse();

        assertThat(admitted(2_000)).isEqualTo(2_000);
    }

    @Test
    void who_were_sent_away_at_once_may_come_at_once() {
        assertThat(returning(2_000, Duration.ZERO).pace(admissions, NOW.plusSeconds(5)))
                .isFalse();

        assertThat(admitted(2_000)).isEqualTo(2_000);
    }

    @Test
    void after_a_minute_nobody_waits_any_more() {
        assertThat(returning(2_000, Duration.ofSeconds(10)).pace(admissions, NOW.plusSeconds(61)))
                .isFalse();

        assertThat(admitted(2_000)).isEqualTo(2_000);
    }

    private int admitted(int count) {
        int admitted = 0;
        for (int i = 0; i < count; i++) {
            admitted += admissions.admit() ? 1 : 0;
        }
        return admitted;
    }

    private static Returning returning(int count, Duration over) {
        return new Returning(new SentAway(count, over), NOW);
    }
}
