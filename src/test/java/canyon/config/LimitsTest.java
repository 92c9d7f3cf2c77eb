package canyon.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void values_made_in_code_obey_the_same_bounds_as_the_configuration() {
        assertThatThrownBy(() -> new Limits(0, 1023, 1, 1, 1, 1, 1024, 1024, 1024, 1024, 0, 16, 0, SECOND))
                .hasMessage("canyon.limits.outbox-bytes must be: whole number, 1024 to 1073741824; got 1023");
        assertThatThrownBy(() -> new Limits(0, 1024, 1, 1, 1, 1, 1024, 1024, 1024, 1024, 0, 16, 0, Duration.ZERO))
                .hasMessage("canyon.limits.write-timeout must be: duration, PT0.01S to PT1H; got PT0S");
        assertThatThrownBy(() -> new FanOutSettings(0, Duration.ZERO)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> new SocketIoSettings(SECOND, SECOND, SECOND, SECOND, 1000, Set.of(), 2, false))
                .hasMessageContaining("got []");
        assertThatThrownBy(() -> new SocketIoSettings(
                        SECOND, SECOND, SECOND, SECOND, 1000, Set.of(SocketIoTransport.POLLING), 3, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AppSettings("a/b", "key", new Secret("hunter2"), null))
                .hasMessageContaining("got a/b");
    }

    @Test
    void a_Redis_URL_made_in_code_is_checked_too() {
        assertThatThrownBy(() -> new RedisUrl(false, null, null, "", 6379, 0)).hasMessageContaining("host");
        assertThatThrownBy(() -> new RedisUrl(false, null, null, "redis.test", 0, 0))
                .hasMessageContaining("got 0");
        assertThatThrownBy(() -> new RedisUrl(false, null, null, "redis.test", 1, -1))
                .hasMessageContaining("got -1");
    }
}
