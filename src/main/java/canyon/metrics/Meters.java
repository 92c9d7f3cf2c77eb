package canyon.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What this node has counted since it started. */
public final class Meters {
    /** Those that come later are counted together, under {@link #OTHERS}. */
    static final int MAX_APPS = 10_000;

    /** Scope of all that came after {@link #MAX_APPS} others. */
    public static final String OTHERS = "(others)";

    private final LongAdder published = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder unheard = new LongAdder();
    private final Latency fanOut = new Latency();
    private final Map<String, AppMeters> apps = new ConcurrentHashMap<>();
    private final Map<Drop, LongAdder> dropped = new EnumMap<>(Drop.class);

    public Meters() {
        for (Drop reason : Drop.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    /**
     * Those of one application, made when it is asked for first: keep them rather than ask again.
     *
     * @param scope of an application that exists
     */
    public AppMeters app(String scope) {
        AppMeters known = apps.get(scope);
        if (known != null) {
            return known;
        }
        return apps.computeIfAbsent(apps.size() < MAX_APPS ? scope : OTHERS, made -> new AppMeters());
    }

    /** Those of all applications that have been asked for, by their scopes. */
    public SortedMap<String, AppMeters> apps() {
        return new TreeMap<>(apps);
    }

    /** How long it takes from when a message is taken to when it has been handed to all clients that listen. */
    public Latency fanOut() {
        return fanOut;
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
