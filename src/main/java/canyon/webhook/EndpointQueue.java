package canyon.webhook;

import canyon.config.WebhookDelivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What one endpoint is still to be told, in its order, and when. At most one request is underway; what it carried comes
 * back to the front if it fails. Bounded in bytes: over it the oldest events are given up. Not thread-safe. Times are
 * of {@link System#nanoTime}.
 */
final class EndpointQueue {
    /** Of one request, roughly; a single event may be larger. */
    private static final int BATCH_BYTES = 512 * 1024;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final WebhookDelivery settings;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private List<Waiting> underway = List.of();
    private long bytes;
    private Duration pause = FIRST_PAUSE;
    private boolean pausing;
    private long pauseEnd;

    EndpointQueue(WebhookDelivery settings) {
        this.settings = settings;
    }

    /**
     * An event in the queue.
     *
     * @param millis when it came, since 1970
     * @param since when it came
     */
    record Waiting(WebhookEvent event, long millis, long since) {}

    /** Returns how many events were given up for it. */
    int add(Waiting event) {
        waiting.addLast(event);
        bytes += event.event().bytes();
        return shrink();
    }

    private int shrink() {
        int givenUp = 0;
        while (bytes > settings.queueBytes() && waiting.size() > 1) {
            bytes -= waiting.removeFirst().event().bytes();
            givenUp++;
        }
        return givenUp;
    }

    /** How long until a request is to be sent, not more than 0 if now, {@link Long#MAX_VALUE} if nobody knows. */
    long nanosLeft(long now) {
        if (waiting.isEmpty() || isUnderway()) {
            return Long.MAX_VALUE;
        }
        if (pausing) {
            return pauseEnd - now;
        }
        boolean isFull = waiting.size() >= settings.batchEvents() || bytes >= BATCH_BYTES;
        return isFull ? 0 : waiting.getFirst().since() + settings.batchTime().toNanos() - now;
    }

    /** The events of the next request, which is underway from now on. */
    List<Waiting> begin() {
        List<Waiting> batch = new ArrayList<>();
        int size = 0;
        while (!waiting.isEmpty() && batch.size() < settings.batchEvents()) {
            size += waiting.getFirst().event().bytes();
            if (size > BATCH_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(waiting.removeFirst());
        }
        batch.forEach(event -> bytes -= event.event().bytes());
        underway = batch;
        return batch;
    }

    boolean isUnderway() {
        return !underway.isEmpty();
    }

    /** The endpoint has taken what was underway. */
    void delivered() {
        underway = List.of();
        pausing = false;
        pause = FIRST_PAUSE;
    }

    /** The endpoint has not taken what was underway. Returns how many events were given up. */
    int failed(long now) {
        int givenUp = 0;
        for (int i = underway.size() - 1; i >= 0; i--) {
            Waiting event = underway.get(i);
            if (now - event.since() >= settings.retryTime().toNanos()) {
                givenUp++;
            } else {
                waiting.addFirst(event);
                bytes += event.event().bytes();
            }
        }
        underway = List.of();
        pausing = true;
        pauseEnd = now + pause.toNanos();
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
        return givenUp + shrink();
    }

    /** Gives up what waits. Returns how many events that were. */
    int clear() {
        int givenUp = waiting.size();
        waiting.clear();
        bytes = 0;
        return givenUp;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && !isUnderway();
    }

    /** Whether there is nothing to remember of the endpoint. */
    boolean isIdle() {
        return isEmpty() && !pausing;
    }
}
