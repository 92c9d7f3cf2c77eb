package canyon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdmissionsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Admissions admissions = new Admissions(nanos::get);

    @Test
    void everybody_may_come_until_it_is_closed() {
        assertThat(admissions.admit()).isTrue();

        admissions.close();
        assertThat(admissions.admit()).isFalse();
        assertThat(admissions.isClosed()).isTrue();

        admissions.open();
        assertThat(admissions.admit()).isTrue();
    }

    @Test
    void no_second_admits_more_than_the_pace_however_they_come() {
        Random random = new Random(4);
        List<Long> admitted = new ArrayList<>();
        admissions.pace(2_000, 400, MINUTE);

        for (int i = 0; i < 20_000; i++) {
            pass(Duration.ofNanos(random.nextInt(1_000_000)));
            if (admissions.admit()) {
                admitted.add(nanos.get());
            }
        }

        for (int i = 400; i < 2_000; i++) {
            assertThat(admitted.get(i) - admitted.get(i - 400)).isGreaterThanOrEqualTo(1_000_000_000L);
        }
        assertThat(Duration.ofNanos(admitted.get(1_999) - admitted.get(0))).isLessThan(Duration.ofMillis(5_500));
    }

    @Test
    void those_who_come_slower_than_the_pace_are_all_admitted() {
        Random random = new Random(4);
        admissions.pace(2_000, 400, MINUTE);

        for (int i = 0; i < 1_000; i++) {
            pass(Duration.ofNanos(4_000_000 + random.nextInt(1_000_000)));
            assertThat(admissions.admit()).isTrue();
        }
    }

    @Test
    void those_who_come_at_the_same_moment_are_all_admitted_if_it_is_quiet_otherwise() {
        admissions.pace(2_000, 400, MINUTE);

        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < 400; i++) {
                assertThat(admissions.admit()).isTrue();
            }
            assertThat(admissions.admit()).isFalse();
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void after_so_many_as_were_sent_away_the_rest_may_come_at_once() {
        admissions.pace(1, 1, MINUTE);
        assertThat(admissions.admit()).isTrue();

        for (int i = 0; i < 1_000; i++) {
            assertThat(admissions.admit()).isTrue();
        }
    }

    @Test
    void after_its_time_they_may_come_at_once() {
        admissions.pace(1_000, 1, MINUTE);
        assertThat(admissions.admit()).isTrue();
        assertThat(admissions.admit()).isFalse();

        pass(MINUTE);

        assertThat(admissions.admit()).isTrue();
        assertThat(admissions.admit()).isTrue();
    }

    @Test
    void while_it_is_held_nobody_may_come_and_then_at_the_pace() {
        admissions.pace(1_000, 1, MINUTE);
        admissions.hold(MINUTE);
        assertThat(admissions.admit()).isFalse();
        assertThat(admissions.isClosed()).isFalse();

        admissions.release();

        assertThat(admissions.admit()).isTrue();
        assertThat(admissions.admit()).isFalse();
    }

    @Test
    void it_is_not_held_for_ever() {
        admissions.hold(MINUTE);

        pass(MINUTE);

        assertThat(admissions.admit()).isTrue();
        assertThat(admissions.admit()).isTrue();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
