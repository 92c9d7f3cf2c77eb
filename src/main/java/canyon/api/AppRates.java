package canyon.api;

import canyon.app.App;
import canyon.app.RateLimit;
import canyon.metrics.Meters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How much each application asks of the HTTP API. Safe for use from any thread. */
@ApplicationScoped
public class AppRates {
    private static final int TOO_MANY_REQUESTS = 429;

    /** By the application's scope, of those only that have a limit. */
    private final Map<String, RateLimit> events = new HashMap<>();

    private final Map<String, RateLimit> reads = new HashMap<>();
    private final LongSupplier nanos;
    private final Meters meters;

    /** For the proxy that CDI makes; never used by it. */
    protected AppRates() {
        this(new Meters());
    }

    /** Measures with the system's clock. */
    @Inject
    public AppRates(Meters meters) {
        this(meters, System::nanoTime);
    }

    AppRates(Meters meters, LongSupplier nanos) {
        this.meters = meters;
        this.nanos = nanos;
    }

    /**
     * Counts events before they are published, each once for each of its channels.
     *
     * @throws RefusedRequestException 429 if they are too many
     */
    void publishes(App app, int count) throws RefusedRequestException {
        int limit = app.limits().backendEventsPerSecond();
        take(
                events,
                app,
                limit,
                count,
                "publish " + limit + " events a second, each channel of an event counts (maxBackendEventsPerSecond)");
    }

    /** @throws RefusedRequestException 429 if it is one request too many */
    void reads(App app) throws RefusedRequestException {
        int limit = app.limits().readRequestsPerSecond();
        take(
                reads,
                app,
                limit,
                1,
                "make " + limit + " requests a second besides publishing (maxReadRequestsPerSecond)");
    }

    private void take(Map<String, RateLimit> limits, App app, int perSecond, int count, String what)
            throws RefusedRequestException {
        Duration pause = take(limits, app.scope(), perSecond, count);
        if (perSecond > 0) {
            meters.app(app.scope()).rateChecked(!pause.isZero());
        }
        if (!pause.isZero()) {
            long seconds = pause.plusSeconds(1).minusNanos(1).toSeconds();
            throw new RefusedRequestException(
                    TOO_MANY_REQUESTS,
                    "The application may " + what + "; try again in " + seconds + " s",
                    Duration.ofSeconds(seconds));
        }
    }

    private synchronized Duration take(Map<String, RateLimit> limits, String scope, int perSecond, int count) {
        if (perSecond == 0) {
            limits.remove(scope);
            return Duration.ZERO;
        }
        long now = nanos.getAsLong();
        RateLimit found = limits.get(scope);
        RateLimit limit = found == null || found.perSecond() != perSecond ? new RateLimit(perSecond, now) : found;
        limits.put(scope, limit);
        return limit.take(count, now);
    }
}
