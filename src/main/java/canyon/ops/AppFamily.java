package canyon.ops;

import canyon.metrics.AppCount;
import canyon.metrics.AppMeters;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What is told of each application, by the suffixes that boards for soketi and Sockudo ask for. Four of them are
 * counters whose names do not end as Prometheus wants counters to: their type is told as unknown.
 */
enum AppFamily {
    CONNECTED(
            "connected",
            Type.GAUGE,
            "Clients that are connected",
            AppCount.CONNECTIONS_OPENED,
            AppCount.CONNECTIONS_CLOSED),
    NEW_CONNECTIONS("new_connections", "Clients that have connected", AppCount.CONNECTIONS_OPENED),
    NEW_DISCONNECTIONS("new_disconnections", "Clients that have gone", AppCount.CONNECTIONS_CLOSED),
    CONNECTION_ERRORS("connection_errors", "Clients that were not let in", AppCount.CONNECTIONS_REFUSED),
    SOCKET_RECEIVED("socket_received_bytes", Type.UNKNOWN, "Bytes of messages from clients", AppCount.BYTES_RECEIVED),
    SOCKET_TRANSMITTED("socket_transmitted_bytes", Type.UNKNOWN, "Bytes of messages to clients", AppCount.BYTES_SENT),
    WS_MESSAGES_RECEIVED("ws_messages_received", "Messages from clients, by any transport", AppCount.MESSAGES_RECEIVED),
    WS_MESSAGES_SENT("ws_messages_sent", "Messages to clients, by any transport", AppCount.MESSAGES_SENT),
    HTTP_RECEIVED(
            "http_received_bytes",
            Type.UNKNOWN,
            "Bytes of bodies that the HTTP API was sent",
            AppCount.HTTP_BYTES_RECEIVED),
    HTTP_TRANSMITTED(
            "http_transmitted_bytes",
            Type.UNKNOWN,
            "Bytes of bodies that the HTTP API answered",
            AppCount.HTTP_BYTES_SENT),
    HTTP_CALLS("http_calls_received", "Calls of the HTTP API", AppCount.HTTP_CALLS),
    PUBLISHED("published", "Events that the application has published", AppCount.PUBLISHED),
    CLIENT_EVENTS("client_events", "Events that clients have sent to others", AppCount.CLIENT_EVENTS),
    CHANNEL_SUBSCRIPTIONS("channel_subscriptions", "Joins of channels", AppCount.SUBSCRIBED),
    CHANNEL_UNSUBSCRIPTIONS("channel_unsubscriptions", "Leaves of channels, by whatever cause", AppCount.UNSUBSCRIBED),
    ACTIVE_CHANNELS(
            "active_channels",
            Type.GAUGE,
            "Channels to which somebody listens",
            AppCount.CHANNELS_OCCUPIED,
            AppCount.CHANNELS_VACATED),
    DENIED("denied", "Subscriptions, sign-ins and client events that were refused", AppCount.DENIED),
    RATE_LIMIT_CHECKS(
            "rate_limit_checks", "Requests and client events that a rate limit applied to", AppCount.RATE_LIMIT_CHECKS),
    RATE_LIMIT_TRIGGERED(
            "rate_limit_triggered", "Requests and client events that were too many", AppCount.RATE_LIMIT_TRIGGERED),
    WEBHOOKS_SENT("webhooks_sent", "Requests that webhook endpoints have taken", AppCount.WEBHOOKS_SENT),
    WEBHOOKS_FAILED("webhooks_failed", "Requests that webhook endpoints have not taken", AppCount.WEBHOOKS_FAILED);

    private enum Type {
        COUNTER,
        GAUGE,
        UNKNOWN
    }

    static final String PREFIX = "canyon_";

    private final String suffix;
    private final Type type;
    private final String help;
    private final AppCount come;
    private final @Nullable AppCount gone;

    AppFamily(String suffix, String help, AppCount count) {
        this(suffix, Type.COUNTER, help, count);
    }

    AppFamily(String suffix, Type type, String help, AppCount count) {
        this(suffix, type, help, count, null);
    }

    /** @param gone what of {@code come} is not there any more */
    AppFamily(String suffix, Type type, String help, AppCount come, @Nullable AppCount gone) {
        this.suffix = suffix;
        this.type = type;
        this.help = help;
        this.come = come;
        this.gone = gone;
    }

    private double value(AppMeters meters) {
        // In this order, so that those that come and go meanwhile do not make it negative.
        long left = gone == null ? 0 : meters.sum(gone);
        return meters.sum(come) - left;
    }

    MetricSnapshot snapshot(Iterable<Observed.ObservedApp> apps) {
        return switch (type) {
            case COUNTER -> counter(apps);
            case GAUGE -> gauge(apps);
            case UNKNOWN -> unknown(apps);
        };
    }

    private CounterSnapshot counter(Iterable<Observed.ObservedApp> apps) {
        CounterSnapshot.Builder all =
                CounterSnapshot.builder().name(PREFIX + suffix).help(help);
        for (Observed.ObservedApp app : apps) {
            all.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels(app))
                    .value(value(app.meters()))
                    .build());
        }
        return all.build();
    }

    private GaugeSnapshot gauge(Iterable<Observed.ObservedApp> apps) {
        GaugeSnapshot.Builder all =
                GaugeSnapshot.builder().name(PREFIX + suffix).help(help);
        for (Observed.ObservedApp app : apps) {
            all.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels(app))
                    .value(value(app.meters()))
                    .build());
        }
        return all.build();
    }

    private UnknownSnapshot unknown(Iterable<Observed.ObservedApp> apps) {
        UnknownSnapshot.Builder all =
                UnknownSnapshot.builder().name(PREFIX + suffix).help(help);
        for (Observed.ObservedApp app : apps) {
            all.dataPoint(UnknownSnapshot.UnknownDataPointSnapshot.builder()
                    .labels(labels(app))
                    .value(value(app.meters()))
                    .build());
        }
        return all.build();
    }

    private static Labels labels(Observed.ObservedApp app) {
        return Labels.of("app_id", app.id());
    }
}
