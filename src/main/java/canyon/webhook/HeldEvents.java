package canyon.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends that are not told yet, because they may be undone: Pusher's "Webhook request delay". Bounded: over it the oldest
 * are told early. Not thread-safe.
 */
final class HeldEvents {
    static final int MAX_COUNT = 100_000;

    private final long holdNanos;

    /** In the order in which they are due, for all are held for the same time. */
    private final Map<Absence, Held> held = new LinkedHashMap<>();

    HeldEvents(Duration hold) {
        holdNanos = hold.toNanos();
    }

    /** @param now of {@link System#nanoTime} */
    void hold(Absence absence, WebhookEvent event, long now) {
        held.remove(absence);
        held.put(absence, new Held(event, now + holdNanos));
    }

    /** False if no such end is held. */
    boolean undo(Absence absence) {
        return held.remove(absence) != null;
    }

    /** Those whose time is over, the oldest first; they are held no more. */
    List<WebhookEvent> takeDue(long now) {
        List<WebhookEvent> due = new ArrayList<>();
        Iterator<Held> oldest = held.values().iterator();
        while (oldest.hasNext()) {
            Held next = oldest.next();
            if (held.size() <= MAX_COUNT && next.due() - now > 0) {
                break;
            }
            due.add(next.event());
            oldest.remove();
        }
        return due;
    }

    /** All of them; none is held any more. */
    List<WebhookEvent> takeAll() {
        List<WebhookEvent> all = held.values().stream().map(Held::event).toList();
        held.clear();
        return all;
    }

    /** How long until there is one to be taken, {@link Long#MAX_VALUE} if there is none. */
    long nanosLeft(long now) {
        if (held.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return held.size() > MAX_COUNT ? 0 : held.values().iterator().next().due() - now;
    }

    private record Held(WebhookEvent event, long due) {}
}
