package canyon.config;

import java.time.Duration;

/**
 * How webhooks are delivered.
 *
 * @param batchTime after which an event is sent at the latest if nothing else waits before it; the events of that time
 *     go in one request; from {@code canyon.webhooks.batch-time}
 * @param batchEvents in one request; from {@code canyon.webhooks.batch-events}
 * @param hold how long the end of a channel or of a membership is kept back, and forgotten if it begins anew; from
 *     {@code canyon.webhooks.hold}
 * @param retryTime after which an event is given up at the next failure; from {@code canyon.webhooks.retry-time}
 * @param timeout for one request; from {@code canyon.webhooks.timeout}
 * @param queueBytes that may wait for one endpoint; over it the oldest events are given up; from
 *     {@code canyon.webhooks.queue-bytes}
 * @param concurrency requests at the same time, to one endpoint never more than one; from
 *     {@code canyon.webhooks.concurrency}
 */
public record WebhookDelivery(
        Duration batchTime,
        int batchEvents,
        Duration hold,
        Duration retryTime,
        Duration timeout,
        int queueBytes,
        int concurrency) {
    public WebhookDelivery {
        Keys.WEBHOOKS_BATCH_TIME.require(batchTime);
        Keys.WEBHOOKS_BATCH_EVENTS.require(batchEvents);
        Keys.WEBHOOKS_HOLD.require(hold);
        Keys.WEBHOOKS_RETRY_TIME.require(retryTime);
        Keys.WEBHOOKS_TIMEOUT.require(timeout);
        Keys.WEBHOOKS_QUEUE_BYTES.require(queueBytes);
        Keys.WEBHOOKS_CONCURRENCY.require(concurrency);
    }
}
