package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisUrl;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

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

    @Test
    void what_to_do_is_said_where_redis_does_not_say_it() {
        assertThat(RedisFailure.reason(new JedisDataException("MOVED 3999 127.0.0.1:7001"), URL))
                .isEqualTo(
                        "MOVED 3999 127.0.0.1:7001 (it is a node of a Redis Cluster: canyon.redis.url must begin with"
                                + " redis-cluster://)");
        assertThat(RedisFailure.reason(new JedisDataException("WRONGPASS invalid username-password pair"), URL))
                .startsWith("WRONGPASS invalid username-password pair (")
                .contains("canyon.redis.url");
        assertThat(RedisFailure.reason(new UnknownHostException("redis.test"), URL))
                .isEqualTo("unknown host redis.test");
    }

    @Test
    void of_several_servers_the_reason_of_the_first_is_told() {
        JedisException summary = new JedisException("Could not initialize cluster slots cache.");
        summary.addSuppressed(new JedisException("cannot connect", new ConnectException("Connection refused")));

        assertThat(RedisFailure.reason(summary, URL)).isEqualTo("Connection refused");
    }
}
