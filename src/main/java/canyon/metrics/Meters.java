package canyon.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What this node has counted since it started. */
public final class Meters {
    private final LongAdder published = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder unheard = new LongAdder();
    private final Map<Drop, LongAdder> dropped = new EnumMap<>(Drop.class);

    public Meters() {
        for (Drop reason : Drop.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    public void published() {
        published.increment();
    }

    public void delivered(long count) {
        delivered.add(count);
    }

    /**
     * A message came from Redis to which nobody on this node listens; it was not read, so it is not published either.
     */
    public void unheard() {
        unheard.increment();
    }

    /** Counts a drop; true for the first one of its kind, which is worth a line in the log. */
    public boolean dropped(Drop reason) {
        LongAdder count = adder(reason);
        boolean first = count.sum() == 0;
        count.increment();
        return first;
    }

    public long publishedCount() {
        return published.sum();
    }

    public long deliveredCount() {
        return delivered.sum();
    }

    public long unheardCount() {
        return unheard.sum();
    }

    public long droppedCount(Drop reason) {
        return adder(reason).sum();
    }

    private LongAdder adder(Drop reason) {
        return Objects.requireNonNull(dropped.get(reason));
    }
}
