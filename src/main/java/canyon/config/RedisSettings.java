package canyon.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where Laravel publishes.
 *
 * @param url null means no Redis: the broker lives inside the JVM
 * @param prefixes what is taken off a Redis channel's name to get the channel of the clients
 * @param connectTimeout from {@code canyon.redis.connect-timeout}, default 5 s
 * @param maxBackoff longest pause between two attempts to reach a lost Redis; from {@code canyon.redis.max-backoff},
 *     default 10 s
 * @param tls files for a URL with TLS
 * @param sentinels how Canyon logs in to the Sentinels, if there are some
 */
public record RedisSettings(
        @Nullable RedisUrl url,
        RedisPrefixes prefixes,
        Duration connectTimeout,
        Duration maxBackoff,
        RedisTls tls,
        SentinelLogin sentinels,
        RedisSubscription subscription) {
    public RedisSettings {
        RedisKeys.CONNECT_TIMEOUT.require(connectTimeout);
        RedisKeys.MAX_BACKOFF.require(maxBackoff);
    }

    /** One that hears everything, without certificates of its own. */
    public RedisSettings(@Nullable RedisUrl url, RedisPrefixes prefixes, Duration connectTimeout, Duration maxBackoff) {
        this(url, prefixes, connectTimeout, maxBackoff, RedisTls.NONE, SentinelLogin.NONE, RedisSubscription.PATTERN);
    }

    /** What no message may show. */
    public List<Secret> secrets() {
        Secret password = url == null ? null : url.password();
        return Stream.of(password, sentinels.password())
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Of the Sentinels, which know nothing of the users of Redis.
     *
     * @param user null means the default user
     * @param password null means none
     */
    public record SentinelLogin(
            @Nullable String user, @Nullable Secret password) {
        public static final SentinelLogin NONE = new SentinelLogin(null, null);

        public SentinelLogin {
            if (user != null && password == null) {
                throw new IllegalArgumentException("a user without a password");
            }
        }
    }
}
