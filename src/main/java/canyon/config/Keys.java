package canyon.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

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

    static final Key<RedisUrl> REDIS_URL = new Key<>(
            "canyon.redis.url",
            "",
            Format.of(RedisUrl.ALLOWED, RedisUrl::parse).masked(RedisUrl::mask));
    static final Key<RedisPrefixes> REDIS_PREFIX = new Key<>(
            "canyon.redis.prefix",
            "*_database_,*-database-,none",
            Format.of("comma-separated prefixes, in each at most one *; none", RedisPrefixes::parse));
    static final Key<Duration> REDIS_CONNECT_TIMEOUT =
            new Key<>("canyon.redis.connect-timeout", "PT5S", Format.duration(SHORT, HOUR));
    static final Key<Duration> REDIS_MAX_BACKOFF =
            new Key<>("canyon.redis.max-backoff", "PT10S", Format.duration(SHORT, HOUR));
    static final Key<Path> REDIS_TLS_CA =
            new Key<>("canyon.redis.tls.ca", "", Format.of("path of a file", Keys::file));
    static final Key<Path> REDIS_TLS_CERT =
            new Key<>("canyon.redis.tls.cert", "", Format.of("path of a file", Keys::file));
    static final Key<Path> REDIS_TLS_KEY =
            new Key<>("canyon.redis.tls.key", "", Format.of("path of a file", Keys::file));
    static final Key<String> REDIS_SENTINEL_USER =
            new Key<>("canyon.redis.sentinel.user", "", Format.of("any text", Function.identity()));
    static final Key<Secret> REDIS_SENTINEL_PASSWORD =
            new Key<>("canyon.redis.sentinel.password", "", Format.secret());
    static final Key<Boolean> REDIS_SUBSCRIPTION = new Key<>(
            "canyon.redis.subscription", "pattern", Format.of("pattern or exact", RedisSubscription::parse));
    static final Key<Duration> REDIS_SUBSCRIPTION_TIMEOUT =
            new Key<>("canyon.redis.subscription-timeout", "PT2S", Format.duration(SHORT, HOUR));

    static final Key<String> NODE_ID = new Key<>("canyon.node.id", "", Format.name());
    static final Key<String> CLUSTER_PREFIX = new Key<>(
            "canyon.cluster.prefix",
            "canyon:",
            Format.of("canyon, then up to 50 of letters, digits, _ - ., then a colon", Function.<String>identity())
                    .accepting(Pattern.compile("canyon[A-Za-z0-9_.-]{0,50}:").asMatchPredicate()));
    static final Key<Duration> CLUSTER_TIMEOUT =
            new Key<>("canyon.cluster.timeout", "PT2S", Format.duration(SHORT, HOUR));

    static final Key<String> APP_ID = new Key<>("canyon.app.id", "", Format.name());
    static final Key<String> APP_KEY = new Key<>("canyon.app.key", "", Format.name());
    static final Key<Secret> APP_SECRET = new Key<>("canyon.app.secret", "", Format.secret());
    static final Key<Secret> APP_API_KEY = new Key<>("canyon.app.api-key", "", Format.secret());

    static final Key<Boolean> APP_ENABLED = new Key<>("canyon.app.enabled", "on", Format.flag());
    static final Key<Boolean> APP_TLS_ONLY = new Key<>("canyon.app.tls-only", "off", Format.flag());
    static final Key<Boolean> APP_CLIENT_MESSAGES = new Key<>("canyon.app.client-messages", "on", Format.flag());
    static final Key<Boolean> APP_USER_AUTHENTICATION =
            new Key<>("canyon.app.user-authentication", "on", Format.flag());
    static final Key<Boolean> APP_SUBSCRIPTION_COUNTS =
            new Key<>("canyon.app.subscription-counts", "off", Format.flag());
    static final Key<Duration> APP_UNAUTHORIZED_TIMEOUT =
            new Key<>("canyon.app.unauthorized-timeout", "", Format.duration(SHORT, HOUR));
    static final Key<Set<String>> APP_HOSTS =
            new Key<>("canyon.app.hosts", "", Format.of("comma-separated host names without ports", HostNames::parse));
    static final Key<Origins> APP_ORIGINS =
            new Key<>("canyon.app.origins", "", Format.of("* alone, or comma-separated origins", Origins::parse));
    static final Key<Integer> APP_CONNECTIONS = new Key<>("canyon.app.connections", "0", Format.integer(0, 10_000_000));
    static final Key<Integer> APP_CONNECTION_QUOTA =
            new Key<>("canyon.app.connection-quota", "0", Format.integer(0, 10_000_000));
    static final Key<Integer> APP_BACKEND_EVENTS_PER_SECOND =
            new Key<>("canyon.app.backend-events-per-second", "0", Format.integer(0, 1_000_000));
    static final Key<Integer> APP_READ_REQUESTS_PER_SECOND =
            new Key<>("canyon.app.read-requests-per-second", "0", Format.integer(0, 1_000_000));
    static final Key<List<WebhookSettings>> APP_WEBHOOKS = new Key<>(
            "canyon.app.webhooks",
            "",
            Format.of("JSON array of {url, events, prefix, suffix, headers}", Webhooks::parse)
                    .masked(text -> Secret.MASK));

    static final Key<Path> APPS_FILE = new Key<>("canyon.apps.file", "", Format.of("path of a file", Keys::file));
    static final Key<String> APPS_DATASOURCE =
            new Key<>("canyon.apps.datasource", "", Format.of("JNDI name", Keys::jndiName));
    static final Key<String> APPS_TABLE = new Key<>("canyon.apps.table", "apps", table());
    static final Key<Duration> APPS_CACHE_TIME_TO_LIVE =
            new Key<>("canyon.apps.cache-time-to-live", "PT1M", Format.duration(SHORT, HOUR));
    static final Key<Integer> APPS_CACHE_ENTRIES =
            new Key<>("canyon.apps.cache-entries", "10000", Format.integer(10, 1_000_000));

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

    static final Key<Duration> PRESENCE_LEASE =
            new Key<>("canyon.presence.lease", "PT30S", Format.duration(SECOND, HOUR));
    static final Key<Duration> PRESENCE_GRACE =
            new Key<>("canyon.presence.grace", "PT0S", Format.duration(Duration.ZERO, HOUR));

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
    static final Key<Integer> LIMITS_CHANNELS_PER_EVENT =
            new Key<>("canyon.limits.channels-per-event", "100", Format.integer(1, 10_000));
    static final Key<Integer> LIMITS_EVENT_PAYLOAD_BYTES =
            new Key<>("canyon.limits.event-payload-bytes", "102400", Format.integer(16, 128 * MIB));
    static final Key<Integer> LIMITS_BATCH_EVENTS =
            new Key<>("canyon.limits.batch-events", "10", Format.integer(1, 10_000));
    static final Key<Integer> LIMITS_PACKETS_PER_PAYLOAD =
            new Key<>("canyon.limits.packets-per-payload", "1000", Format.integer(1, 1_000_000));
    static final Key<Integer> LIMITS_HTTP_BODY_BYTES =
            new Key<>("canyon.limits.http-body-bytes", "1048576", Format.integer(1024, 128 * MIB));
    static final Key<Integer> LIMITS_REDIS_MESSAGE_BYTES =
            new Key<>("canyon.limits.redis-message-bytes", "8388608", Format.integer(1024, 512 * MIB));
    static final Key<Integer> LIMITS_INTAKE_BYTES =
            new Key<>("canyon.limits.intake-bytes", "16777216", Format.integer(1024, 1024 * MIB));
    static final Key<Integer> LIMITS_AUTH_BODY_BYTES =
            new Key<>("canyon.limits.auth-body-bytes", "1048576", Format.integer(1024, 128 * MIB));
    static final Key<Integer> LIMITS_PRESENCE_MEMBERS =
            new Key<>("canyon.limits.presence-members", "0", Format.integer(0, 1_000_000));
    static final Key<Integer> LIMITS_PRESENCE_MEMBER_BYTES =
            new Key<>("canyon.limits.presence-member-bytes", "8192", Format.integer(16, 16 * MIB));
    static final Key<Integer> LIMITS_CLIENT_EVENTS_PER_SECOND =
            new Key<>("canyon.limits.client-events-per-second", "100", Format.integer(0, 1_000_000));
    static final Key<Duration> LIMITS_WRITE_TIMEOUT =
            new Key<>("canyon.limits.write-timeout", "PT30S", Format.duration(SHORT, HOUR));

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
            REDIS_URL,
            REDIS_PREFIX,
            REDIS_CONNECT_TIMEOUT,
            REDIS_MAX_BACKOFF,
            REDIS_TLS_CA,
            REDIS_TLS_CERT,
            REDIS_TLS_KEY,
            REDIS_SENTINEL_USER,
            REDIS_SENTINEL_PASSWORD,
            REDIS_SUBSCRIPTION,
            REDIS_SUBSCRIPTION_TIMEOUT,
            NODE_ID,
            CLUSTER_PREFIX,
            CLUSTER_TIMEOUT,
            APP_ID,
            APP_KEY,
            APP_SECRET,
            APP_API_KEY,
            APP_ENABLED,
            APP_TLS_ONLY,
            APP_CLIENT_MESSAGES,
            APP_USER_AUTHENTICATION,
            APP_SUBSCRIPTION_COUNTS,
            APP_UNAUTHORIZED_TIMEOUT,
            APP_HOSTS,
            APP_ORIGINS,
            APP_CONNECTIONS,
            APP_CONNECTION_QUOTA,
            APP_BACKEND_EVENTS_PER_SECOND,
            APP_READ_REQUESTS_PER_SECOND,
            APP_WEBHOOKS,
            APPS_FILE,
            APPS_DATASOURCE,
            APPS_TABLE,
            APPS_CACHE_TIME_TO_LIVE,
            APPS_CACHE_ENTRIES,
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
            PRESENCE_LEASE,
            PRESENCE_GRACE,
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
            LIMITS_CONNECTIONS,
            LIMITS_OUTBOX_BYTES,
            LIMITS_CHANNELS_PER_CONNECTION,
            LIMITS_CHANNEL_NAME_LENGTH,
            LIMITS_EVENT_NAME_LENGTH,
            LIMITS_CHANNELS_PER_EVENT,
            LIMITS_EVENT_PAYLOAD_BYTES,
            LIMITS_BATCH_EVENTS,
            LIMITS_PACKETS_PER_PAYLOAD,
            LIMITS_HTTP_BODY_BYTES,
            LIMITS_REDIS_MESSAGE_BYTES,
            LIMITS_INTAKE_BYTES,
            LIMITS_AUTH_BODY_BYTES,
            LIMITS_PRESENCE_MEMBERS,
            LIMITS_PRESENCE_MEMBER_BYTES,
            LIMITS_CLIENT_EVENTS_PER_SECOND,
            LIMITS_WRITE_TIMEOUT,
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

    private static Path file(String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path", e);
        }
    }

    static String jndiName(String text) {
        // Other schemes, such as ldap:, would fetch objects from elsewhere.
        if (!text.matches("(?:java:)?[A-Za-z0-9_./-]{1,200}")) {
            throw new IllegalArgumentException("not a name in this server's JNDI");
        }
        return text;
    }

    static Format<String> table() {
        return Format.of("name or schema.name, of letters, digits, _ $", Function.<String>identity())
                .accepting(Pattern.compile("[A-Za-z0-9_$]{1,100}(?:\\.[A-Za-z0-9_$]{1,100})?")
                        .asMatchPredicate());
    }

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
