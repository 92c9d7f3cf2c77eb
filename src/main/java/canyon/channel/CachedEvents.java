package canyon.channel;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.Payload;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The last event of each cache channel, for whoever comes later. Bounded in memory: over it the events that were stored
 * first are forgotten first. Safe for use from any thread.
 */
public final class CachedEvents {
    /** What each of them takes besides its characters. */
    private static final int OVERHEAD_BYTES = 256;

    private final int limitBytes;
    private final Function<String, Duration> timeToLive;
    private final LongSupplier nanos;
    private final Map<ChannelName, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    /**
     * @param limitBytes of all events together; a larger one is not kept
     * @param timeToLive of the events of an application, by its scope; must not block
     * @param nanos the time, as {@link System#nanoTime}
     */
    public CachedEvents(int limitBytes, Function<String, Duration> timeToLive, LongSupplier nanos) {
        this.limitBytes = limitBytes;
        this.timeToLive = timeToLive;
        this.nanos = nanos;
    }

    /** Keeps nothing. */
    static CachedEvents none() {
        return new CachedEvents(0, scope -> Duration.ZERO, System::nanoTime);
    }

    /**
     * An event as it is kept.
     *
     * @param left how long it will be kept still
     */
    public record Cached(String event, Payload payload, Duration left) {}

    void keep(Broadcast broadcast) {
        put(broadcast, timeToLive(broadcast.channel()), false);
    }

    /** Keeps what was found elsewhere, for so long: nobody here has heard it. */
    void borrow(Broadcast broadcast, Duration left) {
        put(broadcast, left, true);
    }

    /** Whether the last event of a channel was found elsewhere. */
    synchronized boolean isBorrowed(ChannelName channel) {
        Entry entry = entries.get(channel);
        return entry != null && entry.borrowed();
    }

    /** How long events of a channel are kept. */
    Duration timeToLive(ChannelName channel) {
        return timeToLive.apply(channel.app());
    }

    private synchronized void put(Broadcast broadcast, Duration left, boolean borrowed) {
        remove(broadcast.channel());
        Entry entry = new Entry(broadcast, nanos.getAsLong() + left.toNanos(), borrowed);
        if (entry.bytes() > limitBytes) {
            return;
        }
        entries.put(broadcast.channel(), entry);
        bytes += entry.bytes();
        Iterator<Entry> oldest = entries.values().iterator();
        while (bytes > limitBytes) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** The last event of a channel; empty if there was none, or none within the time to live. */
    public synchronized Optional<Cached> find(ChannelName channel) {
        Entry entry = entries.get(channel);
        if (entry == null) {
            return Optional.empty();
        }
        long left = entry.expires() - nanos.getAsLong();
        if (left <= 0) {
            remove(channel);
            return Optional.empty();
        }
        Broadcast last = entry.broadcast();
        return Optional.of(new Cached(last.event(), last.payload(), Duration.ofNanos(left)));
    }

    private void remove(ChannelName channel) {
        Entry removed = entries.remove(channel);
        if (removed != null) {
            bytes -= removed.bytes();
        }
    }

    private record Entry(Broadcast broadcast, long expires, boolean borrowed) {
        int bytes() {
            return OVERHEAD_BYTES + 2 * broadcast.weight();
        }
    }
}
