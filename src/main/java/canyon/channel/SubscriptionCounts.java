package canyon.channel;

import canyon.connection.HeartbeatMonitor;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tells the subscribers of a channel how many they are, where the application wants it: at once, but above 100
 * subscribers at most every five seconds, as Pusher's "Subscription count events" has it. Safe for use from any thread.
 */
public final class SubscriptionCounts implements ChannelObserver, HeartbeatMonitor.Watched {
    /** Above it a count is no news to anybody at once. */
    private static final int FEW = 100;

    private static final long PAUSE = Duration.ofSeconds(5).toNanos();

    private final ChannelRegistry registry;
    private final Predicate<String> isWanted;
    private final Map<ChannelName, Pending> pending = new HashMap<>();

    /** @param isWanted whether clients of an application are told, by its scope; must not block */
    public SubscriptionCounts(ChannelRegistry registry, Predicate<String> isWanted) {
        this.registry = registry;
        this.isWanted = isWanted;
    }

    @Override
    public void counted(ChannelName channel, int subscriptions) {
        if (channel.kind() == ChannelKind.PRESENCE || !isWanted.test(channel.app())) {
            return;
        }
        synchronized (pending) {
            Pending waiting = pending.get(channel);
            if (subscriptions > FEW && waiting != null) {
                pending.put(channel, new Pending(subscriptions, true, waiting.due()));
                return;
            }
            if (subscriptions > FEW) {
                pending.put(channel, new Pending(subscriptions, false, System.nanoTime() + PAUSE));
            } else {
                pending.remove(channel);
            }
            // Within the lock, so that nobody tells an older count after it; it does not wait.
            tell(channel, subscriptions);
        }
    }

    @Override
    public void check(long nanos) {
        Map<ChannelName, Integer> due = new HashMap<>();
        synchronized (pending) {
            Iterator<Map.Entry<ChannelName, Pending>> all = pending.entrySet().iterator();
            while (all.hasNext()) {
                Map.Entry<ChannelName, Pending> entry = all.next();
                Pending waiting = entry.getValue();
                if (nanos - waiting.due() < 0) {
                    continue;
                }
                if (waiting.isNews()) {
                    due.put(entry.getKey(), waiting.count());
                    entry.setValue(new Pending(waiting.count(), false, nanos + PAUSE));
                } else {
                    all.remove();
                }
            }
            due.forEach(this::tell);
        }
    }

    @Override
    public void fault() {
        synchronized (pending) {
            pending.clear();
        }
    }

    private void tell(ChannelName channel, int count) {
        registry.tellCount(channel, count);
    }

    /**
     * A channel of many subscribers that were told a short time ago.
     *
     * @param isNews whether the count has changed since
     * @param due when they may be told again, of {@link System#nanoTime}
     */
    private record Pending(int count, boolean isNews, long due) {}
}
