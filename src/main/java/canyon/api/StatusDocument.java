package canyon.api;

import canyon.app.App;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Duration;
import java.time.Instant;

/**
 * The answer of the status route.
 *
 * @param connections named as laravel-echo-server did, but it always counted clients
 * @param uptime in seconds
 */
@JsonbPropertyOrder({"connections", "uptime", "memory"})
public record StatusDocument(
        @JsonbProperty("subscription_count") int connections,
        double uptime,
        @JsonbProperty("memory_usage") MemoryUsage memory) {
    private static final double MILLIS_PER_SECOND = 1000;

    static StatusDocument of(ServerStatus status, App app, MemoryUsage memory, Instant now) {
        long uptime = Duration.between(status.started(), now).toMillis();
        return new StatusDocument(status.connectionCount().applyAsInt(app.scope()), uptime / MILLIS_PER_SECOND, memory);
    }
}
