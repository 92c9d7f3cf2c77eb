package canyon.redis;

import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import java.time.Duration;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;

/** How each connection introduces itself to Redis. */
final class RedisLogin {
    private RedisLogin() {}

    /** @param silence after which a reader of published messages looks whether Redis is still there */
    static DefaultJedisClientConfig.Builder builder(RedisSettings settings, RedisUrl url, Duration silence) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                // No HELLO, no CLIENT: a password at most, then the work. Every Redis and every ACL knows these.
                .serverDefaultProtocol()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .socketTimeoutMillis(Math.toIntExact(settings.connectTimeout().toMillis()))
                .blockingSocketTimeoutMillis(Math.toIntExact(silence.toMillis()));
        if (url.password() != null) {
            config.credentials(
                    new DefaultRedisCredentials(url.user(), url.password().reveal()));
        }
        return config;
    }
}
