package canyon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** The keys of how Redis is reached and what is heard there. */
final class RedisKeys {
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration HOUR = Duration.ofHours(1);

    static final Key<RedisUrl> URL = new Key<>(
            "canyon.redis.url", "", Format.of(RedisUrl.ALLOWED, RedisUrl::parse).masked(RedisUrl::mask));
    static final Key<RedisPrefixes> PREFIX = new Key<>(
            "canyon.redis.prefix",
            "*_database_,*-database-,none",
            Format.of("comma-separated prefixes, in each at most one *; none", RedisPrefixes::parse));
    static final Key<Duration> CONNECT_TIMEOUT =
            new Key<>("canyon.redis.connect-timeout", "PT5S", Format.duration(SHORT, HOUR));
    static final Key<Duration> MAX_BACKOFF =
            new Key<>("canyon.redis.max-backoff", "PT10S", Format.duration(SHORT, HOUR));
    static final Key<Path> TLS_CA = new Key<>("canyon.redis.tls.ca", "", Format.path());
    static final Key<Path> TLS_CERT = new Key<>("canyon.redis.tls.cert", "", Format.path());
    static final Key<Path> TLS_KEY = new Key<>("canyon.redis.tls.key", "", Format.path());
    static final Key<String> SENTINEL_USER =
            new Key<>("canyon.redis.sentinel.user", "", Format.of("any text", Function.identity()));
    static final Key<Secret> SENTINEL_PASSWORD = new Key<>("canyon.redis.sentinel.password", "", Format.secret());
    static final Key<Boolean> SUBSCRIPTION =
            new Key<>("canyon.redis.subscription", "pattern", Format.of("pattern or exact", RedisSubscription::parse));
    static final Key<Duration> SUBSCRIPTION_TIMEOUT =
            new Key<>("canyon.redis.subscription-timeout", "PT2S", Format.duration(SHORT, HOUR));

    private RedisKeys() {}
}
