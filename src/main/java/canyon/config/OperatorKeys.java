package canyon.config;

import java.time.Duration;

/** The keys of what operators see and do: dashboard, statistics, metrics, health and drain. */
final class OperatorKeys {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    static final Key<AdminAuth> ADMIN_AUTH =
            new Key<>("canyon.admin.auth", "password", Format.of("password or container", AdminAuth::parse));
    static final Key<Secret> ADMIN_PASSWORD = new Key<>(
            "canyon.admin.password",
            "",
            Format.of("any text", PasswordHash::checked).masked(text -> Secret.MASK));
    static final Key<Integer> DASHBOARD_WATCHERS =
            new Key<>("canyon.dashboard.watchers", "20", Format.integer(1, 1000));
    static final Key<Integer> DASHBOARD_EVENTS_PER_SECOND =
            new Key<>("canyon.dashboard.events-per-second", "100", Format.integer(1, 10_000));
    static final Key<String> STATISTICS_DATASOURCE = new Key<>("canyon.statistics.datasource", "", Format.jndiName());
    static final Key<String> STATISTICS_TABLE =
            new Key<>("canyon.statistics.table", "canyon_statistics", Format.table());
    static final Key<Duration> STATISTICS_RETENTION =
            new Key<>("canyon.statistics.retention", "P30D", Format.duration(DAY, Duration.ofDays(3650)));
    static final Key<MetricsAccess> METRICS_ACCESS =
            new Key<>("canyon.metrics.access", "loopback", Format.of("open, admin or loopback", MetricsAccess::parse));
    static final Key<Integer> READY_MEMORY_PERCENT =
            new Key<>("canyon.ready.memory-percent", "90", Format.integer(1, 100));
    static final Key<Duration> DRAIN_DURATION =
            new Key<>("canyon.drain.duration", "PT10S", Format.duration(Duration.ZERO, HOUR));

    private OperatorKeys() {}
}
