package canyon.redis;

import canyon.message.ChannelName;
import canyon.message.Presence;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of presence channels that Redis has not been told yet, in their order. Bounded in members: over it the oldest
 * changes are given up, but the last state of their channels is kept, of as many channels as the bound. Safe for use
 * from any thread.
 */
final class PresenceQueue {
    private final int limit;
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private final Map<ChannelName, List<Presence>> untold = new LinkedHashMap<>();
    private long weight;
    private boolean closed;

    /** @param limit members in changes that may wait; a change counts one more */
    PresenceQueue(int limit) {
        this.limit = limit;
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

    /** The change that was taken could not be told: it is the next again, unless a later state is known. */
    synchronized void putBack(Change change) {
        if (untold.containsKey(change.channel())) {
            return;
        }
        if (change.isNews()) {
            changes.addFirst(change);
            weight += change.weight();
        } else {
            untold.put(change.channel(), change.connections());
        }
    }

    /**
     * Waits for something to be told; states that are overdue come first. Empty when there is nothing and never will.
     */
    synchronized Optional<Change> take() throws InterruptedException {
        while (changes.isEmpty() && untold.isEmpty() && !closed) {
            wait();
        }
        if (!untold.isEmpty()) {
            Map.Entry<ChannelName, List<Presence>> first =
                    untold.entrySet().iterator().next();
            untold.remove(first.getKey());
            return Optional.of(new Change(first.getKey(), first.getValue(), false));
        }
        Change next = changes.poll();
        if (next != null) {
            weight -= next.weight();
        }
        return Optional.ofNullable(next);
    }

    synchronized boolean isEmpty() {
        return changes.isEmpty() && untold.isEmpty();
    }

    /** What waits can still be taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /**
     * Something to be told.
     *
     * @param connections that are members then, the oldest first
     * @param isNews whether it is to be published, too; false for a state that is told late
     */
    record Change(ChannelName channel, List<Presence> connections, boolean isNews) {
        int weight() {
            return 1 + connections.size();
        }
    }
}
