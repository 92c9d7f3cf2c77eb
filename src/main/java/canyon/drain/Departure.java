package canyon.drain;

import canyon.connection.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whose turn it is to leave. Used by one thread. */
final class Departure {
    private final List<Connection> clients = new ArrayList<>();
    private final long begin;
    private final long over;
    private int gone;

    /** @param begin of {@link System#nanoTime} */
    Departure(Iterable<Connection> clients, Comparator<Connection> order, long begin, Duration over) {
        clients.forEach(this.clients::add);
        this.clients.sort(order);
        this.begin = begin;
        this.over = over.toNanos();
    }

    int count() {
        return clients.size();
    }

    /** Those whose turn has come since the last time, whether they are still connected or not. */
    List<Connection> due(long now) {
        int before = gone;
        gone = Math.max(before, countDue(now));
        return clients.subList(before, gone);
    }

    /** Everybody has had a turn. */
    boolean isOver() {
        return gone == clients.size();
    }

    private int countDue(long now) {
        long elapsed = now - begin;
        // The first at the beginning and the last before the end: as many intervals as clients.
        return elapsed >= over
                ? clients.size()
                : (int) Math.min(clients.size(), 1 + (long) ((double) elapsed / over * clients.size()));
    }
}
