package canyon.redis;

import canyon.message.ChannelName;
import canyon.message.Presence;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Changes of presence channels that Redis has not been told yet, in their order. Bounded in members: over it the oldest
 * changes are given up, but the last state of their channels is kept, of as many channels as the bound. Channels that
 * other nodes change, too, wait by their names only: who is there then is looked up in their log. Safe for use from any
 * thread.
 */
final class PresenceQueue {
    /** However many changes of a channel that nodes share come within this time, it is told once. */
    static final Duration TOGETHER = Duration.ofMillis(100);

    private final int limit;
    private final LongSupplier nanos;
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private final Map<ChannelName, List<Presence>> untold = new LinkedHashMap<>();

    /** Shared channels, and when they are due; the first ones first. */
    private final Map<ChannelName, Long> shared = new LinkedHashMap<>();

    private long weight;
    private boolean wasShared;
    private boolean closed;

    /**
     * An empty one.
     *
     * @param limit members in changes that may wait; a change counts one more
     * @param nanos the time, as {@link System#nanoTime}
     */
    PresenceQueue(int limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
    }

    /** Returns how many changes were given up for it. */
    synchronized int add(Change change) {
        int givenUp = 0;
        while (!changes.isEmpty() && weight + change.weight() > limit) {
            giveUp(changes.remove());
            givenUp++;
        }
        changes.add(change);
        weight += change.weight();
        notifyAll();
        return givenUp;
    }

    private void giveUp(Change oldest) {
        weight -= oldest.weight();
        untold.remove(oldest.channel());
        untold.put(oldest.channel(), oldest.connections());
        if (untold.size() > limit) {
            untold.remove(untold.keySet().iterator().next());
        }
    }

    /**
     * A channel that other nodes change, too, is to be told as its log says, in a moment. Returns how many others were
     * given up for it.
     */
    synchronized int share(ChannelName channel) {
        shared.putIfAbsent(channel, nanos.getAsLong() + TOGETHER.toNanos());
        notifyAll();
        if (shared.size() > limit) {
            shared.remove(shared.keySet().iterator().next());
            return 1;
        }
        return 0;
    }

    /** The change that was taken could not be told: it is the next again, unless a later state is known. */
    synchronized void putBack(Change change) {
        if (change.form() == Form.SHARED) {
            share(change.channel());
            return;
        }
        if (untold.containsKey(change.channel())) {
            return;
        }
        if (change.form() == Form.NEWS) {
            changes.addFirst(change);
            weight += change.weight();
        } else {
            untold.put(change.channel(), change.connections());
        }
    }

    /**
     * Waits for something to be told; states that are overdue come first, and shared channels take turns with the
     * others. Empty when there is nothing and never will.
     */
    synchronized Optional<Change> take() throws InterruptedException {
        while (changes.isEmpty() && untold.isEmpty() && !isSharedDue() && !(closed && shared.isEmpty())) {
            if (shared.isEmpty()) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, firstShared() - nanos.getAsLong()));
            }
        }
        if (!untold.isEmpty()) {
            Map.Entry<ChannelName, List<Presence>> first =
                    untold.entrySet().iterator().next();
            untold.remove(first.getKey());
            return Optional.of(new Change(first.getKey(), first.getValue(), Form.STATE));
        }
        wasShared = isSharedDue() && (!wasShared || changes.isEmpty());
        if (wasShared) {
            ChannelName first = shared.keySet().iterator().next();
            shared.remove(first);
            return Optional.of(new Change(first, List.of(), Form.SHARED));
        }
        Change next = changes.poll();
        if (next != null) {
            weight -= next.weight();
        }
        return Optional.ofNullable(next);
    }

    private boolean isSharedDue() {
        return !shared.isEmpty() && (closed || firstShared() - nanos.getAsLong() <= 0);
    }

    private long firstShared() {
        return shared.values().iterator().next();
    }

    synchronized boolean isEmpty() {
        return changes.isEmpty() && untold.isEmpty() && shared.isEmpty();
    }

    /** What waits can still be taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** What is told of a change. */
    enum Form {
        /** Who is there, and that there was a change. */
        NEWS,
        /** Who is there, late. */
        STATE,
        /** Who is there as the log of all nodes says when it is told. */
        SHARED
    }

    /**
     * Something to be told.
     *
     * @param connections that are members then, the oldest first; none if the log is to tell
     */
    record Change(ChannelName channel, List<Presence> connections, Form form) {
        int weight() {
            return 1 + connections.size();
        }
    }
}
