package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What server-config sets fits what Canyon does where nothing is set. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerConfigTest {
    private static final Duration LONGEST_SILENCE = longer(
            Keys.SOCKETIO_PING_INTERVAL.defaultValue().plus(Keys.SOCKETIO_PING_TIMEOUT.defaultValue()),
            Keys.PUSHER_ACTIVITY_TIMEOUT.defaultValue().plus(Keys.PUSHER_PONG_TIMEOUT.defaultValue()));

    @ParameterizedTest
    @CsvSource({"nginx, proxy_read_timeout +(\\d+)s;", "apache, timeout=(\\d+)"})
    void a_proxy_waits_longer_than_any_silence_of_a_client_that_is_there(String proxy, String setting)
            throws IOException {
        assertThat(Duration.ofSeconds(number(Path.of("server-config", proxy, "canyon.conf"), "\\b" + setting)))
                .isGreaterThan(LONGEST_SILENCE);
    }

    @ParameterizedTest
    @CsvSource({"nginx, client_max_body_size (\\d+)m;, 1048576", "apache, Content-Length.* -gt (\\d+), 1"})
    void a_proxy_lets_through_what_canyon_takes_and_nothing_larger(String proxy, String setting, int unit)
            throws IOException {
        assertThat(number(Path.of("server-config", proxy, "canyon.conf"), setting) * unit)
                .isEqualTo(LimitKeys.HTTP_BODY_BYTES.defaultValue().longValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wildfly", "payara-micro", "payara-server", "open-liberty"})
    void systemd_lets_a_server_take_the_time_that_its_clients_are_given_to_go(String server) throws IOException {
        assertThat(Duration.ofSeconds(
                        number(Path.of("server-config", server, "canyon.service"), "TimeoutStopSec=(\\d+)")))
                .isGreaterThanOrEqualTo(
                        OperatorKeys.DRAIN_DURATION.defaultValue().plusSeconds(30));
    }

    private static long number(Path file, String setting) throws IOException {
        Matcher found = Pattern.compile(setting).matcher(Files.readString(file));
        assertThat(found.find()).as(setting + " in " + file).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
