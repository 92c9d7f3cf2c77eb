package canyon.boot;

import canyon.channel.ChannelRegistry;
import canyon.connection.Connections;
import canyon.dashboard.statistics.Counts;
import canyon.metrics.AppCount;
import canyon.metrics.AppMeters;
import canyon.metrics.Drop;
import canyon.metrics.Latency;
import canyon.metrics.Meters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What this node counts, as statistics want it. Called by one thread at a time. */
final class NodeCounts implements Counts {
    /** What went wrong for somebody. */
    private static final List<AppCount> ERRORS = List.of(
            AppCount.CONNECTIONS_REFUSED, AppCount.DENIED, AppCount.RATE_LIMIT_TRIGGERED, AppCount.WEBHOOKS_FAILED);

    private final Connections connections;
    private final ChannelRegistry registry;
    private final Meters meters;
    private final UnaryOperator<String> ids;
    private double lagBefore;
    private long eventsBefore;

    /** @param ids of applications, by their scopes */
    NodeCounts(Connections connections, ChannelRegistry registry, Meters meters, UnaryOperator<String> ids) {
        this.connections = connections;
        this.registry = registry;
        this.meters = meters;
        this.ids = ids;
    }

    @Override
    public Reading all() {
        long errors = 0;
        for (Drop reason : Drop.values()) {
            errors += meters.droppedCount(reason);
        }
        long in = 0;
        long out = 0;
        long apiCalls = 0;
        for (AppMeters app : meters.apps().values()) {
            in += app.sum(AppCount.MESSAGES_RECEIVED);
            out += app.sum(AppCount.MESSAGES_SENT);
            apiCalls += app.sum(AppCount.HTTP_CALLS);
            errors += errors(app);
        }
        return new Reading(
                connections.count(),
                registry.channelCount(),
                in,
                out,
                meters.publishedCount(),
                apiCalls,
                errors,
                lagMillis());
    }

    @Override
    public Map<String, Reading> apps() {
        Map<String, Reading> readings = new HashMap<>();
        meters.apps().forEach((scope, app) -> readings.put(ids.apply(scope), reading(scope, app)));
        return readings;
    }

    private Reading reading(String scope, AppMeters app) {
        return new Reading(
                connections.count(scope),
                (int) (app.sum(AppCount.CHANNELS_OCCUPIED) - app.sum(AppCount.CHANNELS_VACATED)),
                app.sum(AppCount.MESSAGES_RECEIVED),
                app.sum(AppCount.MESSAGES_SENT),
                app.sum(AppCount.PUBLISHED),
                app.sum(AppCount.HTTP_CALLS),
                errors(app),
                0);
    }

    private static long errors(AppMeters app) {
        return ERRORS.stream().mapToLong(app::sum).sum();
    }

    /** How long events of the last second took to be handed to their clients, on average. */
    private int lagMillis() {
        Latency fanOut = meters.fanOut();
        double lag = fanOut.sumMillis();
        long events = Arrays.stream(fanOut.counts()).sum();
        double average = events > eventsBefore ? (lag - lagBefore) / (events - eventsBefore) : 0;
        lagBefore = lag;
        eventsBefore = events;
        return (int) Math.round(Math.max(0, average));
    }
}
