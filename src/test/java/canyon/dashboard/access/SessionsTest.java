package canyon.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.dashboard.access.Sessions.Opened;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Sessions sessions = new Sessions(nanos::get);

    @Test
    void a_session_is_found_by_its_token_alone() {
        Opened opened = sessions.open("admin");

        assertThat(sessions.find(opened.token())).contains(opened.session());
        assertThat(sessions.find(opened.token() + "x")).isEmpty();
        assertThat(sessions.find(opened.session().csrf())).isEmpty();
        assertThat(sessions.find("")).isEmpty();
        assertThat(sessions.find(null)).isEmpty();
        assertThat(sessions.find("x".repeat(1_000_000))).isEmpty();
    }

    @Test
    void tokens_have_256_bits_and_do_not_repeat() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            Opened opened = sessions.open("admin");
            tokens.add(opened.token());
            tokens.add(opened.session().csrf());
        }

        assertThat(tokens).hasSize(2_000).allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void one_that_nobody_uses_for_half_an_hour_ends() {
        Opened opened = sessions.open("admin");
        pass(Duration.ofMinutes(29));
        assertThat(sessions.find(opened.token())).isPresent();
        pass(Duration.ofMinutes(29));
        assertThat(sessions.find(opened.token())).isPresent();

        pass(Duration.ofMinutes(30));

        assertThat(opened.session().isAlive(nanos.get())).isFalse();
        assertThat(sessions.find(opened.token())).isEmpty();
    }

    @Test
    void after_twelve_hours_it_ends_however_much_it_is_used() {
        Opened opened = sessions.open("admin");
        for (int i = 0; i < 35; i++) {
            pass(Duration.ofMinutes(20));
            assertThat(sessions.find(opened.token())).as("%d", i).isPresent();
        }

        pass(Duration.ofMinutes(20));

        assertThat(sessions.find(opened.token())).isEmpty();
    }

    @Test
    void one_more_than_a_hundred_ends_the_oldest() {
        Opened oldest = sessions.open("admin");
        Opened second = sessions.open("admin");
        for (int i = 2; i < Sessions.MAX; i++) {
            sessions.open("admin");
        }
        assertThat(sessions.find(oldest.token())).isPresent();

        sessions.open("admin");

        assertThat(sessions.find(oldest.token())).isEmpty();
        assertThat(oldest.session().isAlive(nanos.get())).isFalse();
        assertThat(sessions.find(second.token())).isPresent();
    }

    @Test
    void signing_out_ends_one_and_stopping_ends_all() {
        Opened one = sessions.open("admin");
        Opened other = sessions.open("admin");

        sessions.end(one.session());
        assertThat(sessions.find(one.token())).isEmpty();
        assertThat(sessions.find(other.token())).isPresent();
        sessions.endAll();

        assertThat(sessions.find(other.token())).isEmpty();
        assertThat(other.session().isAlive(nanos.get())).isFalse();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
