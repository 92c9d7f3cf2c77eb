package canyon.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Laravel publishes.
 *
 * @param url null means no Redis: the broker lives inside the JVM
 * @param prefixes what is taken off a Redis channel's name to get the channel of the clients
 * @param connectTimeout from {@code canyon.redis.connect-timeout}, default 5 s
 * @param maxBackoff longest pause between two attempts to reach a lost Redis; from {@code canyon.redis.max-backoff},
 *     default 10 s
 */
public record RedisSettings(
        @Nullable RedisUrl url, RedisPrefixes prefixes, Duration connectTimeout, Duration maxBackoff) {
    public RedisSettings {
        Keys.REDIS_CONNECT_TIMEOUT.require(connectTimeout);
        Keys.REDIS_MAX_BACKOFF.require(maxBackoff);
    }
}
