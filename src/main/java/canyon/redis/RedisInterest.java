package canyon.redis;

import canyon.channel.ChannelObserver;
import canyon.channel.Interest;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.message.ChannelName;
import canyon.redis.SubscriptionWindow.Asking;
import canyon.redis.SubscriptionWindow.Sender;
import canyon.redis.SubscriptionWindow.Wish;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Subscribes in Redis to the channels that clients of this node have joined, and to no others; except that it hears all
 * cache channels by patterns, since their last event is kept even if nobody listens. A channel that the last client
 * left stays subscribed to for a moment, as many come back. Safe for use from any thread; {@link #run} takes one for
 * itself, on which clients join that had to wait.
 *
 * <p>Commands are written by whoever makes them necessary, and never block: what Redis has not answered yet is less
 * than the smallest buffer between it and us.
 */
public final class RedisInterest implements Interest, ChannelObserver, Runnable {
    /** Redis's name of a channel to which nobody publishes: who is subscribed to it is subscribed to something. */
    private static final String ALIVE = "canyon:alive";

    static final Duration LINGERING = Duration.ofSeconds(5);

    /** Channels that linger at most: clients choose their names. */
    static final int LINGERING_COUNT = 10_000;

    private static final Logger LOG = System.getLogger(RedisInterest.class.getName());

    private final RedisPrefixes prefixes;
    private final long timeoutNanos;
    private final LongSupplier ticker;
    private final OncePer telling;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<ChannelName, Entry> entries = new HashMap<>();

    /** With the time until which each stays, the earliest first. */
    @GuardedBy("lock")
    private final LinkedHashMap<ChannelName, Long> lingering = new LinkedHashMap<>();

    /** In the order of their deadlines. */
    @GuardedBy("lock")
    private final Deque<Waiter> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private final List<Runnable> ready = new ArrayList<>();

    /** Null while Redis is away. */
    @GuardedBy("lock")
    private @Nullable SubscriptionWindow window;

    /** What the names in Redis begin with that patterns cover. */
    @GuardedBy("lock")
    private List<String> covered;

    @GuardedBy("lock")
    private boolean stopped;

    /** @param settings whose prefixes are literal */
    public RedisInterest(RedisSettings settings) {
        this(settings.prefixes(), settings.subscription().timeout(), System::nanoTime);
    }

    /** @param ticker nanoseconds that only grow */
    RedisInterest(RedisPrefixes prefixes, Duration timeout, LongSupplier ticker) {
        if (!prefixes.areLiteral()) {
            throw new IllegalArgumentException("names cannot be told from " + prefixes);
        }
        this.prefixes = prefixes;
        this.timeoutNanos = timeout.toNanos();
        this.ticker = ticker;
        this.telling = new OncePer(Duration.ofMinutes(1), ticker);
        this.covered = prefixes.headsOf(ChannelName.CACHE);
    }

    Topics topics() {
        return new Topics() {
            @Override
            public Subscription subscription(RedisListener listener, Runnable onSubscribed) {
                return new InterestSubscription(RedisInterest.this, listener, onSubscribed);
            }

            @Override
            public String toString() {
                return "the channels of clients";
            }
        };
    }

    /** A channel that is always subscribed to. */
    byte[] alive() {
        return bytes(prefixes.writtenPrefix() + ALIVE);
    }

    @Override
    public void await(ChannelName channel, Runnable then) {
        if (isOurs(channel)) {
            synchronized (lock) {
                Entry entry = entry(channel);
                if (window != null && !stopped && !entry.isHeard) {
                    Waiter waiter = new Waiter(entry, ticker.getAsLong() + timeoutNanos, then);
                    lingering.remove(channel);
                    entry.waiters.add(waiter);
                    waiting.add(waiter);
                    lock.notifyAll();
                    return;
                }
                // In case that nobody joins in the end.
                linger(entry);
            }
        }
        then.run();
    }

    @Override
    public void occupied(ChannelName channel) {
        if (isOurs(channel)) {
            synchronized (lock) {
                entry(channel).isOccupied = true;
                lingering.remove(channel);
            }
        }
    }

    @Override
    public void vacated(ChannelName channel) {
        if (isOurs(channel)) {
            synchronized (lock) {
                Entry entry = entries.get(channel);
                if (entry != null) {
                    entry.isOccupied = false;
                    linger(entry);
                }
            }
        }
    }

    /** Redis belongs to the default application. */
    private static boolean isOurs(ChannelName channel) {
        return channel.app().isEmpty();
    }

    /** Lets clients join that had to wait, and unsubscribes; returns when it is interrupted or stopped. */
    @Override
    public void run() {
        try {
            while (true) {
                List<Runnable> due = due();
                if (due.isEmpty()) {
                    return;
                }
                due.forEach(RedisInterest::runSafely);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop();
        }
    }

    /** Nobody waits any more. */
    public void stop() {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
        }
    }

    /** Waits for something to do; empty when it is stopped. */
    private List<Runnable> due() throws InterruptedException {
        synchronized (lock) {
            while (!stopped) {
                expire();
                if (!ready.isEmpty()) {
                    List<Runnable> due = List.copyOf(ready);
                    ready.clear();
                    return due;
                }
                long next = untilNext();
                if (next == Long.MAX_VALUE) {
                    lock.wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(lock, Math.max(next, TimeUnit.MILLISECONDS.toNanos(1)));
                }
            }
            return List.of();
        }
    }

    private static void runSafely(Runnable then) {
        try {
            then.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.log(Level.ERROR, "a client could not join", e);
        }
    }

    @GuardedBy("lock")
    private long untilNext() {
        long now = ticker.getAsLong();
        long next = Long.MAX_VALUE;
        if (!waiting.isEmpty()) {
            next = waiting.element().deadline - now;
        }
        Iterator<Long> until = lingering.values().iterator();
        return until.hasNext() ? Math.min(next, until.next() - now) : next;
    }

    /** What waited for too long joins; what lingered for long enough is unsubscribed from. For the tests, too. */
    void expire() {
        synchronized (lock) {
            long now = ticker.getAsLong();
            while (!waiting.isEmpty() && (waiting.element().then == null || waiting.element().deadline - now <= 0)) {
                Waiter waiter = waiting.remove();
                if (waiter.then != null) {
                    settle(waiter);
                    waiter.entry.waiters.remove(waiter);
                    linger(waiter.entry);
                    tell("did not confirm a subscription in time; the client is told that it has joined");
                }
            }
            List<ChannelName> over = new ArrayList<>();
            for (Map.Entry<ChannelName, Long> next : lingering.entrySet()) {
                if (next.getValue() - now > 0) {
                    break;
                }
                over.add(next.getKey());
            }
            for (ChannelName channel : over) {
                forget(channel);
            }
        }
    }

    /** Takes what may run now, as {@link #run} does. For the tests. */
    List<Runnable> takeReady() {
        synchronized (lock) {
            List<Runnable> taken = List.copyOf(ready);
            ready.clear();
            return taken;
        }
    }

    /** Channels that are, or shall be, subscribed to. */
    int count() {
        synchronized (lock) {
            return entries.size();
        }
    }

    /**
     * Redis is there, and {@link #alive} is subscribed to.
     *
     * @return false if nothing has to be answered before everything is subscribed to
     */
    boolean attach(Sender connection) {
        synchronized (lock) {
            SubscriptionWindow opened = new SubscriptionWindow(connection);
            window = opened;
            covered = prefixes.headsOf(ChannelName.CACHE);
            if (!covered.isEmpty()) {
                List<byte[]> patterns = covered.stream()
                        .map(head -> bytes(RedisPrefixes.patternUnder(head)))
                        .toList();
                opened.add(Wish.ofNoChannel(Command.PSUBSCRIBE, patterns));
            }
            for (Entry entry : entries.values()) {
                ask(entry, opened);
            }
            return opened.begin();
        }
    }

    /** Redis is away: nobody waits for it. */
    void detach() {
        synchronized (lock) {
            window = null;
            List<Entry> idle = new ArrayList<>();
            for (Entry entry : entries.values()) {
                entry.isHeard = false;
                settle(entry);
                if (!entry.isOccupied) {
                    idle.add(entry);
                }
            }
            waiting.clear();
            for (Entry entry : idle) {
                linger(entry);
            }
            lock.notifyAll();
        }
    }

    /**
     * Redis has answered for one name.
     *
     * @return whether with that, everything is subscribed to that was wanted when Redis came
     */
    boolean answered() {
        synchronized (lock) {
            SubscriptionWindow open = window;
            if (open == null) {
                return false;
            }
            List<Wish> granted = open.answered();
            for (Wish wish : granted) {
                fulfilled(wish);
            }
            return !granted.isEmpty() && open.settle(granted.size());
        }
    }

    /**
     * Redis has refused what is next to be answered, as the user has no right to it.
     *
     * @return whether with that, everything is subscribed to that was wanted when Redis came
     */
    boolean refused(String reason) {
        synchronized (lock) {
            SubscriptionWindow open = window;
            List<Wish> refused = open == null ? List.of() : open.take();
            if (open == null || refused.isEmpty()) {
                return false;
            }
            Wish first = refused.get(0);
            if (first.command() == Command.PSUBSCRIBE) {
                doWithoutPatterns(reason, open);
                return !open.begin();
            }
            if (refused.size() > 1 || first.names().size() > 1) {
                open.tryEachAlone(stillWanted(refused));
            } else {
                tell("refuses a subscription: " + reason + "; clients are told that they have joined");
                fulfilled(first);
            }
            return open.settle(refused.size());
        }
    }

    /** Without channels that were given up meanwhile, or asked for anew. */
    @GuardedBy("lock")
    private List<Wish> stillWanted(List<Wish> wishes) {
        List<Wish> wanted = new ArrayList<>();
        for (Wish wish : wishes) {
            if (wish.asking() == null || entryOf(wish) != null) {
                wanted.add(wish);
            }
        }
        return wanted;
    }

    /** What would make Redis say something; false if it owes an answer already. */
    boolean askForSignOfLife() {
        synchronized (lock) {
            if (window != null && window.isIdle()) {
                window.add(Wish.ofNoChannel(Command.SUBSCRIBE, List.of(alive())));
                window.pump();
                return true;
            }
            return false;
        }
    }

    @GuardedBy("lock")
    private void fulfilled(Wish wish) {
        Entry entry = entryOf(wish);
        if (entry == null || entry.asking == null) {
            return;
        }
        entry.isHeard = entry.asking.answered();
        if (entry.isHeard && !entry.waiters.isEmpty()) {
            settle(entry);
            linger(entry);
            lock.notifyAll();
        }
    }

    /** Whose channel will be heard when it is granted; null if it is for no channel, or for one of an earlier time. */
    @GuardedBy("lock")
    private @Nullable Entry entryOf(Wish wish) {
        Asking asking = wish.asking();
        Entry entry = asking == null ? null : entries.get(asking.channel());
        return entry != null && entry.asking == asking ? entry : null;
    }

    /** Only what somebody listens to is heard of cache channels from now on. */
    @GuardedBy("lock")
    private void doWithoutPatterns(String reason, SubscriptionWindow open) {
        LOG.log(
                Level.WARNING,
                "Redis refuses patterns: {0}; the last event of a cache channel is kept only while somebody listens to"
                        + " it",
                reason);
        covered = List.of();
        for (Entry entry : entries.values()) {
            if (names(entry.channel).size() != entry.names.size()) {
                ask(entry, open);
            }
        }
    }

    /** The entry of a channel, which is asked for if it is new. */
    @GuardedBy("lock")
    private Entry entry(ChannelName channel) {
        Entry found = entries.get(channel);
        if (found != null) {
            return found;
        }
        Entry entry = new Entry(channel);
        entries.put(channel, entry);
        if (window != null) {
            ask(entry, window);
            window.pump();
        }
        return entry;
    }

    @GuardedBy("lock")
    private void ask(Entry entry, SubscriptionWindow open) {
        entry.names = names(entry.channel);
        entry.isHeard = entry.names.isEmpty();
        if (!entry.isHeard) {
            Asking asking = new Asking(entry.channel);
            entry.asking = asking;
            open.add(Wish.toHear(asking, entry.names));
        }
    }

    /** Nobody is in the channel, or waits for it, perhaps for a short time only. */
    @GuardedBy("lock")
    private void linger(Entry entry) {
        if (entry.isOccupied || !entry.waiters.isEmpty()) {
            return;
        }
        lingering.remove(entry.channel);
        lingering.put(entry.channel, ticker.getAsLong() + LINGERING.toNanos());
        if (lingering.size() > LINGERING_COUNT) {
            forget(lingering.keySet().iterator().next());
        }
        if (lingering.size() == 1) {
            lock.notifyAll();
        }
    }

    @GuardedBy("lock")
    private void forget(ChannelName channel) {
        lingering.remove(channel);
        Entry entry = entries.remove(channel);
        if (entry != null && window != null && !entry.names.isEmpty()) {
            window.add(Wish.notToHear(entry.names));
            window.pump();
        }
    }

    @GuardedBy("lock")
    private void settle(Entry entry) {
        for (Waiter waiter : entry.waiters) {
            settle(waiter);
        }
        entry.waiters.clear();
    }

    @GuardedBy("lock")
    private void settle(Waiter waiter) {
        if (waiter.then != null) {
            ready.add(waiter.then);
            waiter.then = null;
        }
    }

    @GuardedBy("lock")
    private List<byte[]> names(ChannelName channel) {
        List<String> heads = covered;
        return prefixes.redisNames(channel.text()).stream()
                .filter(name -> heads.stream().noneMatch(name::startsWith))
                .map(RedisInterest::bytes)
                .toList();
    }

    /** At most once a minute. */
    @GuardedBy("lock")
    private void tell(String what) {
        if (telling.due()) {
            telling.done();
            LOG.log(Level.WARNING, "Redis {0}", what);
        }
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** A channel that somebody is in, or was or will be. */
    private static final class Entry {
        private final ChannelName channel;
        private final List<Waiter> waiters = new ArrayList<>(1);

        /** In Redis; none if patterns cover them. */
        private List<byte[]> names = List.of();

        /** The last time that it was asked for; what is said of an earlier one does not matter. */
        private @Nullable Asking asking;

        private boolean isHeard;
        private boolean isOccupied;

        Entry(ChannelName channel) {
            this.channel = channel;
        }
    }

    /** A client that joins when the channel is heard. */
    private static final class Waiter {
        private final Entry entry;
        private final long deadline;

        /** Null when it is settled. */
        private @Nullable Runnable then;

        Waiter(Entry entry, long deadline, Runnable then) {
            this.entry = entry;
            this.deadline = deadline;
            this.then = then;
        }
    }
}
