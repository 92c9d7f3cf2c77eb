package canyon.webhook;

import canyon.message.ChannelName;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cache channels that were found empty a short time ago: however many clients come at once, the application is asked to
 * fill one once. Bounded: over it those of longest ago are forgotten and told again. Safe for use from any thread.
 */
final class Misses {
    static final int MAX_COUNT = 10_000;

    private static final long SHORT = Duration.ofSeconds(1).toNanos();

    private final Map<ChannelName, Long> told = new LinkedHashMap<>();

    /**
     * True if this channel's miss has not been told a short time ago.
     *
     * @param now of {@link System#nanoTime}
     */
    synchronized boolean isNews(ChannelName channel, long now) {
        Iterator<Long> oldest = told.values().iterator();
        while (oldest.hasNext() && (now - oldest.next() >= SHORT || told.size() >= MAX_COUNT)) {
            oldest.remove();
        }
        return told.putIfAbsent(channel, now) == null;
    }
}
