package canyon.redis;

import canyon.message.ChannelName;
import canyon.message.Presence;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of presence channels that Redis has not been told yet, in their order. Bounded: over it the oldest is given
 * up, but the last state of its channel is kept. Safe for use from any thread.
 */
final class PresenceQueue {
    private final int limit;
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private final Map<ChannelName, List<Presence>> untold = new LinkedHashMap<>();
    private boolean closed;

    /** @param limit changes that may wait */
    PresenceQueue(int limit) {
        this.limit = limit;
    }

    /** False if the oldest change was given up for it. */
    synchronized boolean add(Change change) {
        boolean full = changes.size() >= limit;
        if (full) {
            Change oldest = changes.remove();
            untold.put(oldest.channel(), oldest.connections());
        }
        changes.add(change);
        notifyAll();
        return !full;
    }

    /** The change that was taken could not be told, and is the next one again. */
    synchronized void putBack(Change change) {
        if (change.isNews()) {
            changes.addFirst(change);
        } else {
            untold.putIfAbsent(change.channel(), change.connections());
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
        return Optional.ofNullable(changes.poll());
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
    record Change(ChannelName channel, List<Presence> connections, boolean isNews) {}
}
