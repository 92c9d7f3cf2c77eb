package canyon.config;

import canyon.config.AuthSettings.AuthLoad;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns configuration into {@link Settings}, or into one complaint about everything that is wrong. */
public final class SettingsLoader {
    /** laravel-echo-server's default. */
    private static final URI LOCAL_APPLICATION = URI.create("http://localhost");

    private final Reading reading;
    private final Imports imports;

    private SettingsLoader(Reading reading, Imports imports) {
        this.reading = reading;
        this.imports = imports;
    }

    /**
     * Reads MicroProfile Config, or on a server that has none what it would read itself.
     *
     * @throws InvalidSettingsException if anything is wrong; then nothing may be served
     */
    public static LoadedSettings load() {
        return load(source(), System.getenv());
    }

    private static SettingSource source() {
        try {
            return MicroProfileSource.ofThisApplication();
        } catch (LinkageError | IllegalStateException e) {
            // The server lacks the classes, or has nothing behind them.
            return PlainSource.ofThisProcess();
        }
    }

    static LoadedSettings load(SettingSource source) {
        return load(source, Map.of());
    }

    /** @param environment that other broadcast servers read, if it is to be imported */
    static LoadedSettings load(SettingSource source, Map<String, String> environment) {
        Imports imports = Imports.read(source, environment);
        Reading reading = new Reading(imports.source());
        source.remark().ifPresent(reading::warning);
        UnknownKeys.warnings(source.names()).forEach(reading::warning);
        imports.note(reading);
        Settings settings = new SettingsLoader(reading, imports).settings();
        if (!reading.problems().isEmpty()) {
            throw new InvalidSettingsException(reading.problems(), reading.warnings());
        }
        return new LoadedSettings(
                settings,
                reading.warnings(),
                DevelopmentMode.in(imports.origins(), settings),
                imports.taken(),
                imports.notTaken());
    }

    private Settings settings() {
        boolean dev = reading.value(Keys.DEV);
        URI publicUrl = reading.optional(Keys.PUBLIC_URL).orElse(null);
        RedisSettings redis = new RedisReading(reading).settings();
        Limits limits = limits();
        AppsReading apps = new AppsReading(reading, limits, imports);
        AppSettings app = apps.app(dev);
        return new Settings(
                dev,
                publicUrl,
                redis,
                cluster(redis),
                app,
                apps.apps(app),
                reading.value(Keys.ORIGINS),
                auth(dev, publicUrl),
                presence(redis),
                webhooks(),
                new CorsSettings(
                        reading.optional(Keys.CORS_ORIGIN).orElse(null),
                        reading.optional(Keys.CORS_METHODS).orElse(null),
                        reading.optional(Keys.CORS_HEADERS).orElse(null)),
                new ApiSettings(
                        reading.optional(Keys.API_PREFIX).orElse(""), reading.value(Keys.API_IDEMPOTENCY_BYTES)),
                socketIo(),
                new PusherSettings(
                        reading.value(Keys.PUSHER_PONG_TIMEOUT), reading.value(Keys.PUSHER_INACTIVITY_TIMEOUT)),
                new CacheSettings(reading.value(Keys.CACHE_BYTES)),
                limits,
                reading.value(Keys.FAST_PATH),
                new FanOutSettings(reading.value(Keys.FAN_OUT_WORKERS), reading.value(Keys.FAN_OUT_WARM_UP)),
                reading.value(Keys.TRUSTED_PROXIES),
                new OperatorReading(reading).settings(dev));
    }

    private PresenceSettings presence(RedisSettings redis) {
        PresenceSettings presence = new PresenceSettings(
                reading.value(Keys.PRESENCE_PUBLISH),
                reading.value(Keys.PRESENCE_MEMBERS_KEY),
                reading.value(Keys.PRESENCE_QUEUE));
        if (presence.isTold() && redis.url() == null && !reading.isWrong(RedisKeys.URL)) {
            reading.warning(Keys.PRESENCE_PUBLISH + " and " + Keys.PRESENCE_MEMBERS_KEY + " do nothing without "
                    + RedisKeys.URL);
        }
        return presence;
    }

    private ClusterSettings cluster(RedisSettings redis) {
        Duration grace = reading.value(ClusterKeys.GRACE);
        if (!grace.isZero() && redis.url() == null && !reading.isWrong(RedisKeys.URL)) {
            reading.warning(ClusterKeys.GRACE + " does nothing without " + RedisKeys.URL);
        }
        return new ClusterSettings(
                reading.optional(ClusterKeys.NODE_ID).orElse(null),
                reading.value(ClusterKeys.PREFIX),
                reading.value(ClusterKeys.TIMEOUT),
                reading.value(ClusterKeys.LEASE),
                grace,
                new ClusterSettings.Queue(reading.value(ClusterKeys.QUEUE), reading.value(ClusterKeys.QUEUE_BYTES)),
                reading.value(ClusterKeys.SHARDED));
    }

    private AuthSettings auth(boolean dev, @Nullable URI publicUrl) {
        return new AuthSettings(
                authHosts(dev ? publicUrl : null),
                reading.value(Keys.AUTH_ENDPOINT),
                reading.value(Keys.AUTH_TIMEOUT),
                reading.value(Keys.AUTH_TLS_VERIFY),
                reading.value(Keys.AUTH_LENIENT),
                reading.value(Keys.AUTH_TRACE) || dev,
                dev && !reading.isGiven(Keys.AUTH_HOST),
                new AuthLoad(
                        reading.value(Keys.AUTH_CONCURRENCY),
                        reading.value(Keys.AUTH_QUEUE),
                        reading.value(Keys.AUTH_PER_CONNECTION)));
    }

    /** Unless one is named, in development mode Canyon itself, which has a stand-in for Laravel then. */
    private AuthHosts authHosts(@Nullable URI own) {
        URI url = own == null ? LOCAL_APPLICATION : own;
        return reading.optional(Keys.AUTH_HOST).orElseGet(() -> AuthHosts.of(url));
    }

    private WebhookDelivery webhooks() {
        return new WebhookDelivery(
                reading.value(Keys.WEBHOOKS_BATCH_TIME),
                reading.value(Keys.WEBHOOKS_BATCH_EVENTS),
                reading.value(Keys.WEBHOOKS_HOLD),
                reading.value(Keys.WEBHOOKS_RETRY_TIME),
                reading.value(Keys.WEBHOOKS_TIMEOUT),
                reading.value(Keys.WEBHOOKS_QUEUE_BYTES),
                reading.value(Keys.WEBHOOKS_CONCURRENCY));
    }

    private SocketIoSettings socketIo() {
        return new SocketIoSettings(
                reading.value(Keys.SOCKETIO_PING_INTERVAL),
                reading.value(Keys.SOCKETIO_PING_TIMEOUT),
                reading.value(Keys.SOCKETIO_UPGRADE_TIMEOUT),
                reading.value(Keys.SOCKETIO_CONNECT_TIMEOUT),
                reading.value(Keys.SOCKETIO_MAX_PAYLOAD),
                reading.value(Keys.SOCKETIO_TRANSPORTS),
                reading.value(Keys.SOCKETIO_CLIENT_VERSION),
                reading.value(Keys.SOCKETIO_ERROR_DETAILS));
    }

    private Limits limits() {
        int httpBody = reading.value(LimitKeys.HTTP_BODY_BYTES);
        int redisMessage = reading.value(LimitKeys.REDIS_MESSAGE_BYTES);
        int intake = reading.value(LimitKeys.INTAKE_BYTES);
        intakeHolds(LimitKeys.HTTP_BODY_BYTES, httpBody, intake);
        intakeHolds(LimitKeys.REDIS_MESSAGE_BYTES, redisMessage, intake);
        return new Limits(
                reading.value(LimitKeys.CONNECTIONS),
                reading.value(LimitKeys.OUTBOX_BYTES),
                reading.value(LimitKeys.CHANNELS_PER_CONNECTION),
                reading.value(LimitKeys.CHANNEL_NAME_LENGTH),
                reading.value(LimitKeys.EVENT_NAME_LENGTH),
                reading.value(LimitKeys.PACKETS_PER_PAYLOAD),
                httpBody,
                redisMessage,
                intake,
                reading.value(LimitKeys.AUTH_BODY_BYTES),
                reading.value(LimitKeys.PRESENCE_MEMBERS),
                reading.value(LimitKeys.PRESENCE_MEMBER_BYTES),
                reading.value(LimitKeys.CLIENT_EVENTS_PER_SECOND),
                reading.value(LimitKeys.WRITE_TIMEOUT));
    }

    /** A message that is larger than the intake would wait for ever. */
    private void intakeHolds(Key<Integer> message, int messageBytes, int intakeBytes) {
        if (messageBytes > intakeBytes && !reading.isWrong(message) && !reading.isWrong(LimitKeys.INTAKE_BYTES)) {
            reading.problem(LimitKeys.INTAKE_BYTES + " = \"" + intakeBytes + "\": must not be less than " + message
                    + " = \"" + messageBytes + "\"");
        }
    }
}
