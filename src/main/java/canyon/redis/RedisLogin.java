package canyon.redis;

import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.config.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.JedisClientConfig;

/** How each connection introduces itself to Redis. */
final class RedisLogin {
    private RedisLogin() {}

    /**
     * For Redis itself.
     *
     * @param timeout for each answer
     * @param silence after which a reader of published messages looks whether Redis is still there
     */
    static DefaultJedisClientConfig.Builder builder(RedisUrl url, Duration timeout, Duration silence) {
        return builder(url.user(), url.password(), timeout)
                .blockingSocketTimeoutMillis(Math.toIntExact(silence.toMillis()));
    }

    static JedisClientConfig ofSentinel(RedisSettings settings) {
        return builder(settings.sentinels().user(), settings.sentinels().password(), settings.connectTimeout())
                .build();
    }

    private static DefaultJedisClientConfig.Builder builder(
            @Nullable String user, @Nullable Secret password, Duration timeout) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                // No HELLO, no CLIENT: a password at most, then the work. Every Redis and every ACL knows these.
                .serverDefaultProtocol()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .socketTimeoutMillis(Math.toIntExact(timeout.toMillis()));
        if (password != null) {
            config.credentials(new DefaultRedisCredentials(user, password.reveal()));
        }
        return config;
    }
}
