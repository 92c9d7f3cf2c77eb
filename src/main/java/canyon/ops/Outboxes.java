package canyon.ops;

import canyon.connection.Connections;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Looks at all outboxes, but at most once in a second, however many ask. Safe for use from any thread. */
public final class Outboxes {
    private static final long AGE = Duration.ofSeconds(1).toNanos();

    private final Connections connections;
    private final LongSupplier nanos;
    private @Nullable OutboxSample last;
    private long taken;

    public Outboxes(Connections connections) {
        this(connections, System::nanoTime);
    }

    Outboxes(Connections connections, LongSupplier nanos) {
        this.connections = connections;
        this.nanos = nanos;
    }

    public synchronized OutboxSample sample() {
        long now = nanos.getAsLong();
        OutboxSample known = last;
        if (known == null || now - taken >= AGE) {
            known = OutboxSample.of(connections);
            last = known;
            taken = now;
        }
        return known;
    }
}
