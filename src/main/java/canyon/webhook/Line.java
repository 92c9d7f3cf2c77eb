package canyon.webhook;

import canyon.config.WebhookDelivery;
import canyon.metrics.AppMeters;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import canyon.webhook.EndpointQueue.Waiting;
import canyon.webhook.Outage.News;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One endpoint: what waits for it, what is underway to it, and how it fares. Not thread-safe. */
final class Line {
    private final Endpoint endpoint;
    private final WebhookDelivery settings;
    private final Meters meters;
    private final AppMeters ofApp;
    private final EndpointQueue queue;
    private final Outage outage;
    private @Nullable Delivery underway;

    Line(Endpoint endpoint, WebhookDelivery settings, Meters meters) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.meters = meters;
        this.ofApp = meters.app(endpoint.scope());
        this.queue = new EndpointQueue(settings);
        this.outage = new Outage(endpoint, settings.retryTime());
    }

    /** What its application counts. */
    AppMeters meters() {
        return ofApp;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    void add(Waiting event) {
        lost(Drop.WEBHOOK_OVERFLOW, queue.add(event));
    }

    /** @param hurry whether nothing is waited for but an answer */
    long nanosLeft(long now, boolean hurry) {
        return hurry && !queue.isEmpty() && !queue.isUnderway() ? 0 : queue.nanosLeft(now);
    }

    Delivery begin(Endpoint.Configured configured, long now) {
        Delivery begun = new Delivery(
                this, configured, queue.begin(), now + settings.timeout().toNanos());
        underway = begun;
        return begun;
    }

    Optional<Delivery> underway() {
        return Optional.ofNullable(underway);
    }

    /** The endpoint has taken what was underway. */
    void delivered() {
        underway = null;
        queue.delivered();
        if (queue.isEmpty()) {
            outage.over();
        }
    }

    /** @param lastChance whether nothing is sent again */
    void failed(String reason, long now, boolean lastChance) {
        underway = null;
        if (!lastChance) {
            outage.failed(reason);
        }
        lost(Drop.WEBHOOK_UNDELIVERED, queue.failed(now));
        if (lastChance) {
            giveUp();
        }
    }

    /** What waits is lost. */
    void giveUp() {
        lost(Drop.WEBHOOK_UNDELIVERED, queue.clear());
    }

    /** Nobody is to be told any more. */
    void forget() {
        queue.clear();
    }

    private void lost(Drop reason, int count) {
        for (int i = 0; i < count; i++) {
            meters.dropped(reason);
        }
        outage.lost(count);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    boolean isIdle() {
        return queue.isIdle();
    }

    /** Lines for the log. */
    List<News> takeNews() {
        return outage.takeNews();
    }
}
