package canyon.webhook;

import canyon.webhook.EndpointQueue.Waiting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request that is underway. For the thread of {@link Webhooks} alone. */
final class Delivery {
    private final Line line;
    private final Endpoint.Configured endpoint;
    private final List<Waiting> events;
    private final long deadline;
    private Courier.@Nullable Call call;

    /** @param deadline of {@link System#nanoTime}, when nobody waits for an answer any more */
    Delivery(Line line, Endpoint.Configured endpoint, List<Waiting> events, long deadline) {
        this.line = line;
        this.endpoint = endpoint;
        this.events = List.copyOf(events);
        this.deadline = deadline;
    }

    Line line() {
        return line;
    }

    /** How many events it carries. */
    int size() {
        return events.size();
    }

    long nanosLeft(long now) {
        return deadline - now;
    }

    void send(Courier courier, Courier.Receipt receipt) {
        call = courier.send(Requests.of(endpoint, events), receipt);
    }

    void cancel() {
        if (call != null) {
            call.cancel();
        }
    }
}
