package canyon.ops;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How much of the heap is in use by objects that are still needed. What is used at any moment says nothing: a heap that
 * is full of garbage is as good as an empty one. So it is what each pool held after the last collection of that pool.
 * That may be long ago, and much of it may be gone since, but then there is less in the whole heap now than there was:
 * it is never more than that, so that a node without clients comes back although nothing is collected.
 */
public final class LiveHeap {
    private static final int PERCENT = 100;

    private final Supplier<List<MemoryUsage>> collected;
    private final Supplier<MemoryUsage> now;

    LiveHeap(Supplier<List<MemoryUsage>> collected, Supplier<MemoryUsage> now) {
        this.collected = collected;
        this.now = now;
    }

    /** Of this Java machine. */
    public static LiveHeap ofThisMachine() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        return new LiveHeap(
                () -> pools.stream()
                        .map(MemoryPoolMXBean::getCollectionUsage)
                        .filter(Objects::nonNull)
                        .toList(),
                ManagementFactory.getMemoryMXBean()::getHeapMemoryUsage);
    }

    /** Of what the heap may grow to; 0 before the first collection. */
    int percent() {
        MemoryUsage heap = now.get();
        long live = collected.get().stream().mapToLong(MemoryUsage::getUsed).sum();
        long most = heap.getMax() > 0 ? heap.getMax() : heap.getCommitted();
        return Math.toIntExact(PERCENT * Math.min(live, heap.getUsed()) / most);
    }
}
