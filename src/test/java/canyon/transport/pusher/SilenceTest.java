package canyon.transport.pusher;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.ClientMessage;
import canyon.transport.pusher.Silence.Due;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SilenceTest {
    private final Silence silence = new Silence(Duration.ofMinutes(2), TestPusher.SETTINGS, at(0));

    @Test
    void a_silent_client_is_asked_once_and_given_up_when_it_does_not_answer() {
        assertThat(due(119)).isEqualTo(Due.NOTHING);
        assertThat(due(120)).isEqualTo(Due.PING);
        assertThat(due(149)).isEqualTo(Due.NOTHING);
        assertThat(due(150)).isEqualTo(Due.PONG_TIMEOUT);
    }

    @Test
    void any_sign_of_life_is_an_answer() {
        assertThat(due(120)).isEqualTo(Due.PING);
        silence.heard(at(149));

        assertThat(due(150)).isEqualTo(Due.NOTHING);
        assertThat(due(268)).isEqualTo(Due.NOTHING);
        assertThat(due(269)).isEqualTo(Due.PING);
    }

    @Test
    void who_listens_to_nothing_and_only_pings_is_closed_after_a_day() {
        long day = Duration.ofDays(1).toSeconds();
        silence.heard(at(day));
        silence.heard(new ClientMessage.Ping(), at(day));
        silence.heard(new ClientMessage.Pong(), at(day));

        assertThat(due(day - 1)).isEqualTo(Due.NOTHING);
        assertThat(silence.due(at(day), true, null, true)).isEqualTo(Due.NOTHING);
        assertThat(due(day)).isEqualTo(Due.INACTIVE);
        silence.heard(new ClientMessage.Unsubscribe("x"), at(day));
        assertThat(due(day)).isEqualTo(Due.NOTHING);
    }

    @Test
    void who_is_not_authorized_in_time_is_closed_where_that_is_wanted() {
        Duration timeout = Duration.ofSeconds(30);

        assertThat(silence.due(at(29), true, timeout, false)).isEqualTo(Due.NOTHING);
        assertThat(silence.due(at(30), true, timeout, true)).isEqualTo(Due.NOTHING);
        assertThat(silence.due(at(30), true, timeout, false)).isEqualTo(Due.UNAUTHORIZED);
    }

    private Due due(long second) {
        @Nullable Duration none = null;
        return silence.due(at(second), false, none, false);
    }

    /** Close to the end of the range, which {@link System#nanoTime} may pass. */
    private static long at(long second) {
        return Long.MAX_VALUE - 1 + Duration.ofSeconds(second).toNanos();
    }
}
