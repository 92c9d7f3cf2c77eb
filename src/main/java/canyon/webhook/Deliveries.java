package canyon.webhook;

import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.app.AppDirectory;
import canyon.config.WebhookDelivery;
import canyon.metrics.AppCount;
import canyon.webhook.EndpointQueue.Waiting;
import canyon.webhook.Outage.News;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All endpoints for which something waits or of which something is to be remembered. Not thread-safe. Times are of
 * {@link System#nanoTime}.
 */
final class Deliveries {
    private final WebhookDelivery settings;
    private final AppDirectory apps;
    private final Webhooks.Observation observation;

    /** Those whose last request is the longest ago come first. */
    private final Map<Endpoint, Line> lines = new LinkedHashMap<>();

    private final List<News> news = new ArrayList<>();
    private int underway;

    Deliveries(WebhookDelivery settings, AppDirectory apps, Webhooks.Observation observation) {
        this.settings = settings;
        this.apps = apps;
        this.observation = observation;
    }

    void add(Endpoint endpoint, Waiting event) {
        lines.computeIfAbsent(endpoint, absent -> new Line(absent, settings, observation.meters()))
                .add(event);
    }

    /** Requests whose time is over; they have failed. */
    List<Delivery> takeLate(long now, boolean lastChance) {
        List<Delivery> late = lines.values().stream()
                .flatMap(line -> line.underway().stream())
                .filter(delivery -> delivery.nanosLeft(now) <= 0)
                .toList();
        late.forEach(delivery -> failed(delivery, "no answer within " + settings.timeout(), now, lastChance));
        return late;
    }

    /**
     * Those that are to be sent now.
     *
     * @param hurry whether nothing is waited for but answers
     */
    List<Delivery> begin(long now, boolean hurry) {
        List<Delivery> begun = new ArrayList<>();
        for (Line line : List.copyOf(lines.values())) {
            Optional<Endpoint.Configured> configured = line.endpoint().in(apps);
            if (configured.isEmpty()) {
                line.forget();
            }
            if (line.isIdle() || (configured.isEmpty() && line.isEmpty())) {
                news.addAll(line.takeNews());
                lines.remove(line.endpoint());
            } else if (underway < settings.concurrency() && line.nanosLeft(now, hurry) <= 0 && configured.isPresent()) {
                begun.add(line.begin(configured.get(), now));
                underway++;
                lines.remove(line.endpoint());
                lines.put(line.endpoint(), line);
            }
        }
        return begun;
    }

    void delivered(Delivery delivery) {
        if (isUnderway(delivery)) {
            underway--;
            tell(Kind.WEBHOOK_SENT, AppCount.WEBHOOKS_SENT, delivery, "");
            delivery.line().delivered();
        }
    }

    /** @param lastChance whether nothing is sent again */
    void failed(Delivery delivery, String reason, long now, boolean lastChance) {
        if (isUnderway(delivery)) {
            underway--;
            tell(Kind.WEBHOOK_FAILED, AppCount.WEBHOOKS_FAILED, delivery, ": " + reason);
            delivery.line().failed(reason, now, lastChance);
        }
    }

    private void tell(Kind kind, AppCount count, Delivery delivery, String outcome) {
        delivery.line().meters().count(count);
        Endpoint endpoint = delivery.line().endpoint();
        observation
                .activity()
                .report(
                        kind,
                        () -> new Happening(
                                Instant.now(),
                                kind,
                                endpoint.scope(),
                                null,
                                null,
                                null,
                                (delivery.size() == 1 ? "1 event" : delivery.size() + " events") + " to " + endpoint
                                        + outcome,
                                null));
    }

    /** False for one that was given up and has an outcome after all. */
    private static boolean isUnderway(Delivery delivery) {
        return delivery.line().underway().filter(delivery::equals).isPresent();
    }

    /** Ends everything. Returns what was underway. */
    List<Delivery> giveUp(long now) {
        List<Delivery> cut = lines.values().stream()
                .flatMap(line -> line.underway().stream())
                .toList();
        cut.forEach(delivery -> failed(delivery, "Canyon stops", now, true));
        lines.values().forEach(Line::giveUp);
        return cut;
    }

    /** How long until there is something to do, {@link Long#MAX_VALUE} if nobody knows. */
    long nanosLeft(long now, boolean hurry) {
        boolean isFull = underway >= settings.concurrency();
        return lines.values().stream()
                .mapToLong(line -> line.underway()
                        .map(delivery -> delivery.nanosLeft(now))
                        .orElseGet(() -> isFull ? Long.MAX_VALUE : line.nanosLeft(now, hurry)))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** How long until something is to be sent to this endpoint, {@link Long#MAX_VALUE} if nobody knows. */
    long nanosLeft(Endpoint endpoint, long now) {
        Line line = lines.get(endpoint);
        return line == null ? Long.MAX_VALUE : line.nanosLeft(now, false);
    }

    boolean isEmpty() {
        return lines.values().stream().allMatch(Line::isEmpty);
    }

    /** Lines for the log that were not taken yet. */
    List<News> takeNews() {
        lines.values().forEach(line -> news.addAll(line.takeNews()));
        List<News> taken = List.copyOf(news);
        news.clear();
        return taken;
    }
}
