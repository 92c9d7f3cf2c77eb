package canyon.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Every key that Canyon knows: the one place for its default and for what it may hold. */
final class Keys {
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MIB = 1024 * 1024;

    static final Key<Boolean> DEV = new Key<>("canyon.dev", "false", Format.flag());
    static final Key<URI> PUBLIC_URL = new Key<>(
            "canyon.public-url",
            "",
            Format.of("http:// or https:// URL", PublicUrl::parse).masked(PublicUrl::mask));

    static final Key<RedisUrl> REDIS_URL = new Key<>(
            "canyon.redis.url",
            "",
            Format.of("redis://[user:pass@]host[:port][/db], or the same with rediss:// or tls://", RedisUrl::parse)
                    .masked(RedisUrl::mask));
    static final Key<RedisPrefixes> REDIS_PREFIX = new Key<>(
            "canyon.redis.prefix",
            "*_database_,*-database-,none",
            Format.of("comma-separated prefixes, in each at most one *; none", RedisPrefixes::parse));
    static final Key<Duration> REDIS_CONNECT_TIMEOUT =
            new Key<>("canyon.redis.connect-timeout", "PT5S", Format.duration(SHORT, HOUR));
    static final Key<Duration> REDIS_MAX_BACKOFF =
            new Key<>("canyon.redis.max-backoff", "PT10S", Format.duration(SHORT, HOUR));

    static final Key<String> APP_ID = new Key<>("canyon.app.id", "", Format.name());
    static final Key<String> APP_KEY = new Key<>("canyon.app.key", "", Format.name());
    static final Key<Secret> APP_SECRET = new Key<>("canyon.app.secret", "", Format.secret());
    static final Key<Secret> APP_API_KEY = new Key<>("canyon.app.api-key", "", Format.secret());

    static final Key<Origins> ORIGINS =
            new Key<>("canyon.origins", "*", Format.of("* alone, or comma-separated origins", Origins::parse));

    static final Key<Duration> SOCKETIO_PING_INTERVAL =
            new Key<>("canyon.socketio.ping-interval", "PT25S", Format.duration(SHORT, HOUR));
    static final Key<Duration> SOCKETIO_PING_TIMEOUT =
            new Key<>("canyon.socketio.ping-timeout", "PT20S", Format.duration(SHORT, HOUR));
    static final Key<Duration> SOCKETIO_UPGRADE_TIMEOUT =
            new Key<>("canyon.socketio.upgrade-timeout", "PT10S", Format.duration(SHORT, HOUR));
    static final Key<Duration> SOCKETIO_CONNECT_TIMEOUT =
            new Key<>("canyon.socketio.connect-timeout", "PT45S", Format.duration(SHORT, HOUR));
    static final Key<Integer> SOCKETIO_MAX_PAYLOAD =
            new Key<>("canyon.socketio.max-payload", "1000000", Format.integer(100, 128 * MIB));
    static final Key<Set<SocketIoTransport>> SOCKETIO_TRANSPORTS = new Key<>(
            "canyon.socketio.transports",
            "polling,websocket",
            Format.of("polling, websocket, or both with a comma", SocketIoTransport::parseSet)
                    .accepting(transports -> !transports.isEmpty()));
    static final Key<Integer> SOCKETIO_CLIENT_VERSION = new Key<>(
            "canyon.socketio.client-version",
            "2",
            new Format<>("2 or 4", Format::parseInteger, version -> version == 2 || version == 4, text -> text));

    static final Key<Integer> LIMITS_CONNECTIONS =
            new Key<>("canyon.limits.connections", "0", Format.integer(0, 10_000_000));
    static final Key<Integer> LIMITS_OUTBOX_BYTES =
            new Key<>("canyon.limits.outbox-bytes", "1048576", Format.integer(1024, 1024 * MIB));
    static final Key<Integer> LIMITS_CHANNELS_PER_CONNECTION =
            new Key<>("canyon.limits.channels-per-connection", "1000", Format.integer(1, 1_000_000));
    static final Key<Integer> LIMITS_CHANNEL_NAME_LENGTH =
            new Key<>("canyon.limits.channel-name-length", "200", Format.integer(1, 1000));
    static final Key<Integer> LIMITS_EVENT_NAME_LENGTH =
            new Key<>("canyon.limits.event-name-length", "200", Format.integer(1, 1000));
    static final Key<Integer> LIMITS_PACKETS_PER_PAYLOAD =
            new Key<>("canyon.limits.packets-per-payload", "1000", Format.integer(1, 1_000_000));
    static final Key<Integer> LIMITS_HTTP_BODY_BYTES =
            new Key<>("canyon.limits.http-body-bytes", "1048576", Format.integer(1024, 128 * MIB));
    static final Key<Integer> LIMITS_REDIS_MESSAGE_BYTES =
            new Key<>("canyon.limits.redis-message-bytes", "8388608", Format.integer(1024, 512 * MIB));
    static final Key<Integer> LIMITS_INTAKE_BYTES =
            new Key<>("canyon.limits.intake-bytes", "16777216", Format.integer(1024, 1024 * MIB));
    static final Key<Duration> LIMITS_WRITE_TIMEOUT =
            new Key<>("canyon.limits.write-timeout", "PT30S", Format.duration(SHORT, HOUR));

    static final Key<Boolean> FAST_PATH = new Key<>("canyon.fast-path", "on", Format.flag());
    static final Key<Integer> FAN_OUT_WORKERS = new Key<>("canyon.fan-out.workers", "2", Format.integer(1, 64));
    static final Key<TrustedProxies> TRUSTED_PROXIES = new Key<>(
            "canyon.trusted-proxies",
            "127.0.0.0/8,::1/128",
            Format.of("comma-separated addresses or CIDR blocks, or none", TrustedProxies::parse));

    /** In the order of the reference. */
    static final List<Key<?>> ALL = List.of(
            DEV,
            PUBLIC_URL,
            REDIS_URL,
            REDIS_PREFIX,
            REDIS_CONNECT_TIMEOUT,
            REDIS_MAX_BACKOFF,
            APP_ID,
            APP_KEY,
            APP_SECRET,
            APP_API_KEY,
            ORIGINS,
            SOCKETIO_PING_INTERVAL,
            SOCKETIO_PING_TIMEOUT,
            SOCKETIO_UPGRADE_TIMEOUT,
            SOCKETIO_CONNECT_TIMEOUT,
            SOCKETIO_MAX_PAYLOAD,
            SOCKETIO_TRANSPORTS,
            SOCKETIO_CLIENT_VERSION,
            LIMITS_CONNECTIONS,
            LIMITS_OUTBOX_BYTES,
            LIMITS_CHANNELS_PER_CONNECTION,
            LIMITS_CHANNEL_NAME_LENGTH,
            LIMITS_EVENT_NAME_LENGTH,
            LIMITS_PACKETS_PER_PAYLOAD,
            LIMITS_HTTP_BODY_BYTES,
            LIMITS_REDIS_MESSAGE_BYTES,
            LIMITS_INTAKE_BYTES,
            LIMITS_WRITE_TIMEOUT,
            FAST_PATH,
            FAN_OUT_WORKERS,
            TRUSTED_PROXIES);

    private Keys() {}
}
