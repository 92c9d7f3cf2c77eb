package canyon.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Every key that Canyon knows: the one place for its default and for what it may hold. */
final class Keys {
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int MIB = 1024 * 1024;

    static final Key<Boolean> DEV = new Key<>("canyon.dev", "false", Format.flag());
    static final Key<URI> PUBLIC_URL = new Key<>(
            "canyon.public-url",
            "",
            Format.of("http:// or https:// URL", PublicUrl::parse).masked(PublicUrl::mask));

    static final Key<List<String>> IMPORT = new Key<>(
            "canyon.import",
            "",
            Format.of("comma-separated paths of files, and the word environment", Format::entries));

    static final Key<Origins> ORIGINS =
            new Key<>("canyon.origins", "*", Format.of("* alone, or comma-separated origins", Origins::parse));

    static final Key<AuthHosts> AUTH_HOST = new Key<>(
            "canyon.auth.host",
            "",
            Format.of("comma-separated, a URL first: http://host:port, host:port or .domain", AuthHosts::parse)
                    .masked(PublicUrl::mask));
    static final Key<String> AUTH_ENDPOINT =
            new Key<>("canyon.auth.endpoint", "/broadcasting/auth", Format.of("path with / in front", Keys::path));
    static final Key<Duration> AUTH_TIMEOUT = new Key<>("canyon.auth.timeout", "PT10S", Format.duration(SHORT, HOUR));
    static final Key<Boolean> AUTH_TLS_VERIFY = new Key<>("canyon.auth.tls-verify", "on", Format.flag());
    static final Key<Boolean> AUTH_LENIENT = new Key<>("canyon.auth.lenient", "off", Format.flag());
    static final Key<Boolean> AUTH_TRACE = new Key<>("canyon.auth.trace", "off", Format.flag());
    static final Key<Integer> AUTH_CONCURRENCY = new Key<>("canyon.auth.concurrency", "64", Format.integer(1, 1000));
    static final Key<Integer> AUTH_QUEUE = new Key<>("canyon.auth.queue", "1000", Format.integer(1, 1_000_000));
    static final Key<Integer> AUTH_PER_CONNECTION =
            new Key<>("canyon.auth.per-connection", "8", Format.integer(1, 1000));

    static final Key<Boolean> PRESENCE_PUBLISH = new Key<>("canyon.presence.publish", "off", Format.flag());
    static final Key<Boolean> PRESENCE_MEMBERS_KEY = new Key<>("canyon.presence.members-key", "off", Format.flag());

    static final Key<Integer> PRESENCE_QUEUE =
            new Key<>("canyon.presence.queue", "100000", Format.integer(1, 10_000_000));

    static final Key<Duration> WEBHOOKS_BATCH_TIME =
            new Key<>("canyon.webhooks.batch-time", "PT0.05S", Format.duration(Duration.ZERO, HOUR));
    static final Key<Integer> WEBHOOKS_BATCH_EVENTS =
            new Key<>("canyon.webhooks.batch-events", "500", Format.integer(1, 10_000));
    static final Key<Duration> WEBHOOKS_HOLD =
            new Key<>("canyon.webhooks.hold", "PT3S", Format.duration(Duration.ZERO, HOUR));
    static final Key<Duration> WEBHOOKS_RETRY_TIME =
            new Key<>("canyon.webhooks.retry-time", "PT5M", Format.duration(Duration.ZERO, DAY));
    static final Key<Duration> WEBHOOKS_TIMEOUT =
            new Key<>("canyon.webhooks.timeout", "PT10S", Format.duration(SHORT, HOUR));
    static final Key<Integer> WEBHOOKS_QUEUE_BYTES =
            new Key<>("canyon.webhooks.queue-bytes", "16777216", Format.integer(1024, 1024 * MIB));
    static final Key<Integer> WEBHOOKS_CONCURRENCY =
            new Key<>("canyon.webhooks.concurrency", "64", Format.integer(1, 1000));

    static final Key<String> CORS_ORIGIN =
            new Key<>("canyon.cors.origin", "", Format.of("value of a header", Format::headerValue));
    static final Key<String> CORS_METHODS =
            new Key<>("canyon.cors.methods", "", Format.of("value of a header", Format::headerValue));
    static final Key<String> CORS_HEADERS =
            new Key<>("canyon.cors.headers", "", Format.of("value of a header", Format::headerValue));

    static final Key<String> API_PREFIX =
            new Key<>("canyon.api.prefix", "", Format.of("path with / in front and none at the end", Keys::prefix));
    static final Key<Integer> API_IDEMPOTENCY_BYTES =
            new Key<>("canyon.api.idempotency-bytes", "4194304", Format.integer(1024, 1024 * MIB));

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

    static final Key<Boolean> SOCKETIO_ERROR_DETAILS = new Key<>("canyon.socketio.error-details", "off", Format.flag());

    static final Key<Duration> PUSHER_ACTIVITY_TIMEOUT =
            new Key<>("canyon.pusher.activity-timeout", "PT2M", Format.duration(SECOND, HOUR));
    static final Key<Duration> PUSHER_PONG_TIMEOUT =
            new Key<>("canyon.pusher.pong-timeout", "PT30S", Format.duration(SHORT, HOUR));
    static final Key<Duration> PUSHER_INACTIVITY_TIMEOUT =
            new Key<>("canyon.pusher.inactivity-timeout", "P1D", Format.duration(SHORT, WEEK));
    static final Key<Integer> PUSHER_MAX_MESSAGE_BYTES =
            new Key<>("canyon.pusher.max-message-bytes", "1000000", Format.integer(100, 128 * MIB));

    static final Key<Duration> CACHE_TIME_TO_LIVE =
            new Key<>("canyon.cache.time-to-live", "PT1H", Format.duration(SHORT, WEEK));
    static final Key<Integer> CACHE_BYTES = new Key<>("canyon.cache.bytes", "67108864", Format.integer(0, 1024 * MIB));

    static final Key<Boolean> FAST_PATH = new Key<>("canyon.fast-path", "on", Format.flag());
    static final Key<Integer> FAN_OUT_WORKERS = new Key<>("canyon.fan-out.workers", "2", Format.integer(1, 64));
    static final Key<Duration> FAN_OUT_WARM_UP =
            new Key<>("canyon.fan-out.warm-up", "PT3S", Format.duration(Duration.ZERO, Duration.ofMinutes(1)));
    static final Key<TrustedProxies> TRUSTED_PROXIES = new Key<>(
            "canyon.trusted-proxies",
            "127.0.0.0/8,::1/128",
            Format.of("comma-separated addresses or CIDR blocks, or none", TrustedProxies::parse));

    /** In the order of the reference. */
    static final List<Key<?>> ALL = List.of(
            DEV,
            PUBLIC_URL,
            IMPORT,
            RedisKeys.URL,
            RedisKeys.PREFIX,
            RedisKeys.CONNECT_TIMEOUT,
            RedisKeys.MAX_BACKOFF,
            RedisKeys.TLS_CA,
            RedisKeys.TLS_CERT,
            RedisKeys.TLS_KEY,
            RedisKeys.SENTINEL_USER,
            RedisKeys.SENTINEL_PASSWORD,
            RedisKeys.SUBSCRIPTION,
            RedisKeys.SUBSCRIPTION_TIMEOUT,
            ClusterKeys.NODE_ID,
            ClusterKeys.PREFIX,
            ClusterKeys.TIMEOUT,
            ClusterKeys.QUEUE,
            ClusterKeys.QUEUE_BYTES,
            ClusterKeys.SHARDED,
            AppKeys.ID,
            AppKeys.KEY,
            AppKeys.SECRET,
            AppKeys.API_KEY,
            AppKeys.ENABLED,
            AppKeys.TLS_ONLY,
            AppKeys.CLIENT_MESSAGES,
            AppKeys.USER_AUTHENTICATION,
            AppKeys.SUBSCRIPTION_COUNTS,
            AppKeys.UNAUTHORIZED_TIMEOUT,
            AppKeys.HOSTS,
            AppKeys.ORIGINS,
            AppKeys.CONNECTIONS,
            AppKeys.CONNECTION_QUOTA,
            AppKeys.BACKEND_EVENTS_PER_SECOND,
            AppKeys.READ_REQUESTS_PER_SECOND,
            AppKeys.WEBHOOKS,
            AppKeys.FILE,
            AppKeys.DATASOURCE,
            AppKeys.TABLE,
            AppKeys.CACHE_TIME_TO_LIVE,
            AppKeys.CACHE_ENTRIES,
            ORIGINS,
            AUTH_HOST,
            AUTH_ENDPOINT,
            AUTH_TIMEOUT,
            AUTH_TLS_VERIFY,
            AUTH_LENIENT,
            AUTH_TRACE,
            AUTH_CONCURRENCY,
            AUTH_QUEUE,
            AUTH_PER_CONNECTION,
            PRESENCE_PUBLISH,
            PRESENCE_MEMBERS_KEY,
            PRESENCE_QUEUE,
            ClusterKeys.LEASE,
            ClusterKeys.GRACE,
            WEBHOOKS_BATCH_TIME,
            WEBHOOKS_BATCH_EVENTS,
            WEBHOOKS_HOLD,
            WEBHOOKS_RETRY_TIME,
            WEBHOOKS_TIMEOUT,
            WEBHOOKS_QUEUE_BYTES,
            WEBHOOKS_CONCURRENCY,
            CORS_ORIGIN,
            CORS_METHODS,
            CORS_HEADERS,
            API_PREFIX,
            API_IDEMPOTENCY_BYTES,
            SOCKETIO_PING_INTERVAL,
            SOCKETIO_PING_TIMEOUT,
            SOCKETIO_UPGRADE_TIMEOUT,
            SOCKETIO_CONNECT_TIMEOUT,
            SOCKETIO_MAX_PAYLOAD,
            SOCKETIO_TRANSPORTS,
            SOCKETIO_CLIENT_VERSION,
            SOCKETIO_ERROR_DETAILS,
            PUSHER_ACTIVITY_TIMEOUT,
            PUSHER_PONG_TIMEOUT,
            PUSHER_INACTIVITY_TIMEOUT,
            PUSHER_MAX_MESSAGE_BYTES,
            CACHE_TIME_TO_LIVE,
            CACHE_BYTES,
            LimitKeys.CONNECTIONS,
            LimitKeys.OUTBOX_BYTES,
            LimitKeys.CHANNELS_PER_CONNECTION,
            LimitKeys.CHANNEL_NAME_LENGTH,
            LimitKeys.EVENT_NAME_LENGTH,
            LimitKeys.CHANNELS_PER_EVENT,
            LimitKeys.EVENT_PAYLOAD_BYTES,
            LimitKeys.BATCH_EVENTS,
            LimitKeys.PACKETS_PER_PAYLOAD,
            LimitKeys.HTTP_BODY_BYTES,
            LimitKeys.REDIS_MESSAGE_BYTES,
            LimitKeys.INTAKE_BYTES,
            LimitKeys.AUTH_BODY_BYTES,
            LimitKeys.PRESENCE_MEMBERS,
            LimitKeys.PRESENCE_MEMBER_BYTES,
            LimitKeys.CLIENT_EVENTS_PER_SECOND,
            LimitKeys.WRITE_TIMEOUT,
            FAST_PATH,
            FAN_OUT_WORKERS,
            FAN_OUT_WARM_UP,
            TRUSTED_PROXIES,
            OperatorKeys.ADMIN_AUTH,
            OperatorKeys.ADMIN_PASSWORD,
            OperatorKeys.DASHBOARD_WATCHERS,
            OperatorKeys.DASHBOARD_EVENTS_PER_SECOND,
            OperatorKeys.STATISTICS_DATASOURCE,
            OperatorKeys.STATISTICS_TABLE,
            OperatorKeys.STATISTICS_RETENTION,
            OperatorKeys.METRICS_ACCESS,
            OperatorKeys.READY_MEMORY_PERCENT,
            OperatorKeys.DRAIN_DURATION);

    private Keys() {}

    private static String prefix(String text) {
        if (path(text).endsWith("/")) {
            throw new IllegalArgumentException("ends with /");
        }
        return text;
    }

    private static String path(String text) {
        if (!text.matches("/(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*")) {
            throw new IllegalArgumentException("not the path of a URL");
        }
        return text;
    }
}
