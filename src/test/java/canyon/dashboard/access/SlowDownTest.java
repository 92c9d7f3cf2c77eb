package canyon.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SlowDownTest {
    private static final String ADDRESS = "192.0.2.1";

    private final AtomicLong nanos = new AtomicLong();
    private final SlowDown slowDown = new SlowDown(nanos::get);

    @Test
    void after_some_wrong_passwords_each_wait_is_twice_the_one_before_up_to_five_minutes() {
        for (int i = 0; i < SlowDown.FREE; i++) {
            assertThat(slowDown.begin(ADDRESS)).isZero();
        }

        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            assertThat(slowDown.begin(ADDRESS)).isEqualTo(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds));
            assertThat(slowDown.begin(ADDRESS)).isZero();
        }
    }

    @Test
    void coming_too_early_does_not_make_the_wait_longer() {
        for (int i = 0; i < SlowDown.FREE; i++) {
            slowDown.begin(ADDRESS);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(slowDown.begin(ADDRESS)).isEqualTo(Duration.ofSeconds(1));
        }

        pass(Duration.ofSeconds(1));

        assertThat(slowDown.begin(ADDRESS)).isZero();
    }

    @Test
    void the_right_password_makes_up_for_all_wrong_ones() {
        for (int i = 0; i < SlowDown.FREE; i++) {
            slowDown.begin(ADDRESS);
        }
        pass(Duration.ofSeconds(1));
        slowDown.begin(ADDRESS);
        slowDown.right(ADDRESS);

        for (int i = 0; i < SlowDown.FREE; i++) {
            assertThat(slowDown.begin(ADDRESS)).isZero();
        }
    }

    @Test
    void after_an_hour_wrong_passwords_are_forgotten() {
        for (int i = 0; i < SlowDown.FREE; i++) {
            slowDown.begin(ADDRESS);
        }

        pass(SlowDown.MEMORY);

        assertThat(slowDown.begin(ADDRESS)).isZero();
        assertThat(slowDown.begin(ADDRESS)).isZero();
    }

    @Test
    void while_many_addresses_guess_each_has_to_wait_after_one_wrong_password_but_a_new_one_has_not() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(slowDown.begin("198.51.100." + i)).isZero();
        }

        assertThat(slowDown.begin("198.51.100.1")).isGreaterThanOrEqualTo(Duration.ofMinutes(4));
        assertThat(slowDown.begin(ADDRESS)).isZero();
        slowDown.right(ADDRESS);
        assertThat(slowDown.begin(ADDRESS)).isZero();
        pass(SlowDown.LONGEST_WAIT);
        pass(Duration.ofMinutes(20));
        assertThat(slowDown.begin("198.51.100.2")).isZero();
        assertThat(slowDown.begin("198.51.100.2")).isZero();
    }

    @Test
    void a_try_that_nobody_looked_at_does_not_count() {
        for (int i = 0; i < 100; i++) {
            assertThat(slowDown.begin(ADDRESS)).isZero();
            slowDown.undo(ADDRESS);
        }

        assertThat(slowDown.addressCount()).isZero();
    }

    @Test
    void no_more_than_ten_thousand_addresses_are_remembered() {
        for (int i = 0; i < 25_000; i++) {
            slowDown.begin("2001:db8:0:" + Integer.toHexString(i) + "::/64");
        }

        assertThat(slowDown.addressCount()).isEqualTo(SlowDown.MAX_ADDRESSES);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
