package canyon.dashboard;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the smallest of many, so that a page of a long list costs no sort of all. Not thread-safe. */
final class Smallest<T> {
    private final int bound;
    private final Comparator<T> order;
    private final PriorityQueue<T> kept;

    /** @param bound how many are kept, at least 1 */
    Smallest(int bound, Comparator<T> order) {
        this.bound = bound;
        this.order = order;
        this.kept = new PriorityQueue<>(order.reversed());
    }

    void offer(T candidate) {
        if (kept.size() < bound) {
            kept.add(candidate);
        } else if (order.compare(candidate, kept.element()) < 0) {
            kept.remove();
            kept.add(candidate);
        }
    }

    List<T> sorted() {
        return kept.stream().sorted(order).toList();
    }
}
