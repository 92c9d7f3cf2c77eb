package canyon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The keys of the applications: of the one that is configured itself, and of where others are found. */
final class AppKeys {
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration HOUR = Duration.ofHours(1);

    static final Key<String> ID = new Key<>("canyon.app.id", "", Format.name());
    static final Key<String> KEY = new Key<>("canyon.app.key", "", Format.name());
    static final Key<Secret> SECRET = new Key<>("canyon.app.secret", "", Format.secret());
    static final Key<Secret> API_KEY = new Key<>("canyon.app.api-key", "", Format.secret());

    static final Key<Boolean> ENABLED = new Key<>("canyon.app.enabled", "on", Format.flag());
    static final Key<Boolean> TLS_ONLY = new Key<>("canyon.app.tls-only", "off", Format.flag());
    static final Key<Boolean> CLIENT_MESSAGES = new Key<>("canyon.app.client-messages", "on", Format.flag());
    static final Key<Boolean> USER_AUTHENTICATION = new Key<>("canyon.app.user-authentication", "on", Format.flag());
    static final Key<Boolean> SUBSCRIPTION_COUNTS = new Key<>("canyon.app.subscription-counts", "off", Format.flag());
    static final Key<Duration> UNAUTHORIZED_TIMEOUT =
            new Key<>("canyon.app.unauthorized-timeout", "", Format.duration(SHORT, HOUR));
    static final Key<Set<String>> HOSTS =
            new Key<>("canyon.app.hosts", "", Format.of("comma-separated host names without ports", HostNames::parse));
    static final Key<Origins> ORIGINS =
            new Key<>("canyon.app.origins", "", Format.of("* alone, or comma-separated origins", Origins::parse));
    static final Key<Integer> CONNECTIONS = new Key<>("canyon.app.connections", "0", Format.integer(0, 10_000_000));
    static final Key<Integer> CONNECTION_QUOTA =
            new Key<>("canyon.app.connection-quota", "0", Format.integer(0, 10_000_000));
    static final Key<Integer> BACKEND_EVENTS_PER_SECOND =
            new Key<>("canyon.app.backend-events-per-second", "0", Format.integer(0, 1_000_000));
    static final Key<Integer> READ_REQUESTS_PER_SECOND =
            new Key<>("canyon.app.read-requests-per-second", "0", Format.integer(0, 1_000_000));
    static final Key<List<WebhookSettings>> WEBHOOKS = new Key<>(
            "canyon.app.webhooks",
            "",
            Format.of("JSON array of {url, events, prefix, suffix, headers}", Webhooks::parse)
                    .masked(text -> Secret.MASK));

    static final Key<Path> FILE = new Key<>("canyon.apps.file", "", Format.path());
    static final Key<String> DATASOURCE = new Key<>("canyon.apps.datasource", "", Format.jndiName());
    static final Key<String> TABLE = new Key<>("canyon.apps.table", "apps", Format.table());
    static final Key<Duration> CACHE_TIME_TO_LIVE =
            new Key<>("canyon.apps.cache-time-to-live", "PT1M", Format.duration(SHORT, HOUR));
    static final Key<Integer> CACHE_ENTRIES =
            new Key<>("canyon.apps.cache-entries", "10000", Format.integer(10, 1_000_000));

    private AppKeys() {}
}
