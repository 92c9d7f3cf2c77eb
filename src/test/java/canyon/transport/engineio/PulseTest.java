package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.transport.engineio.EngineSettings.Heartbeat;
import canyon.transport.engineio.Pulse.Due;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PulseTest {
    private static final long INTERVAL = 300;
    private static final long TIMEOUT = 200;
    private static final Heartbeat HEARTBEAT =
            new Heartbeat(Duration.ofNanos(INTERVAL), Duration.ofNanos(TIMEOUT), Duration.ofSeconds(1));

    /** {@link System#nanoTime} may be anything, also about to overflow. */
    private static final long START = Math.subtractExact(Long.MAX_VALUE, 400);

    private final Pulse clientPings = new Pulse(EngineVersion.V3, HEARTBEAT, START);
    private final Pulse serverPings = new Pulse(EngineVersion.V4, HEARTBEAT, START);

    @Test
    void a_client_that_pings_itself_is_given_up_after_interval_and_timeout() {
        assertThat(clientPings.due(START + INTERVAL + TIMEOUT - 1)).isEqualTo(Due.NOTHING);
        assertThat(clientPings.due(START + INTERVAL + TIMEOUT)).isEqualTo(Due.GIVE_UP);
    }

    @Test
    void whatever_it_says_shows_that_it_is_alive() {
        clientPings.heard(START + 250);

        assertThat(clientPings.due(START + 250 + INTERVAL + TIMEOUT - 1)).isEqualTo(Due.NOTHING);
        assertThat(clientPings.due(START + 250 + INTERVAL + TIMEOUT)).isEqualTo(Due.GIVE_UP);
    }

    @Test
    void the_server_pings_after_the_interval_once() {
        assertThat(serverPings.due(START + INTERVAL - 1)).isEqualTo(Due.NOTHING);
        assertThat(serverPings.due(START + INTERVAL)).isEqualTo(Due.PING);
        assertThat(serverPings.due(START + INTERVAL)).isEqualTo(Due.NOTHING);
        assertThat(serverPings.due(START + INTERVAL + TIMEOUT - 1)).isEqualTo(Due.NOTHING);
        assertThat(serverPings.due(START + INTERVAL + TIMEOUT)).isEqualTo(Due.GIVE_UP);
    }

    @Test
    void a_late_tick_does_not_put_off_the_deadline() {
        assertThat(serverPings.due(START + INTERVAL + 15)).isEqualTo(Due.PING);

        assertThat(serverPings.due(START + INTERVAL + TIMEOUT - 1)).isEqualTo(Due.NOTHING);
        assertThat(serverPings.due(START + INTERVAL + TIMEOUT)).isEqualTo(Due.GIVE_UP);
    }

    @Test
    void the_pong_begins_the_next_interval() {
        serverPings.due(START + INTERVAL);

        serverPings.pong(START + 350);

        assertThat(serverPings.due(START + 350 + INTERVAL - 1)).isEqualTo(Due.NOTHING);
        assertThat(serverPings.due(START + 350 + INTERVAL)).isEqualTo(Due.PING);
    }

    @Test
    void only_the_pong_counts_where_the_server_pings() {
        serverPings.pong(START + 200);
        serverPings.heard(START + 250);

        assertThat(serverPings.due(START + INTERVAL)).isEqualTo(Due.PING);
        serverPings.heard(START + 400);
        assertThat(serverPings.due(START + INTERVAL + TIMEOUT)).isEqualTo(Due.GIVE_UP);
    }

    @Test
    void a_tick_after_all_deadlines_gives_up_as_the_client_has_done_by_then() {
        assertThat(serverPings.due(START + INTERVAL + TIMEOUT)).isEqualTo(Due.GIVE_UP);
    }
}
