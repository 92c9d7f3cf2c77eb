package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisUrl;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisFailureTest {
    private static final RedisUrl URL = RedisUrl.parse("redis://canyon:open-sesame@127.0.0.1:6379");

    @Test
    void the_innermost_reason_is_told() {
        Exception thrown = new IllegalStateException("outer", new ConnectException("Connection refused"));

        assertThat(RedisFailure.reason(thrown, URL)).isEqualTo("Connection refused");
    }

    @Test
    void a_reason_without_words_has_a_name() {
        assertThat(RedisFailure.reason(new IOException(), URL)).isEqualTo("IOException");
    }

    @Test
    void the_password_is_masked_and_the_reason_stays_one_short_line() {
        String reason = RedisFailure.reason(new IOException("open-sesame\r\nis " + "wrong ".repeat(100)), URL);

        assertThat(reason).startsWith("*** is wrong").hasSizeLessThan(210).doesNotContain("open-sesame", "\n");
    }
}
