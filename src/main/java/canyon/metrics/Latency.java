package canyon.metrics;

import java.util.concurrent.atomic.LongAdder;

/** How long something took, in classes of milliseconds. Safe and cheap from any thread. */
public final class Latency {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long[] BOUNDS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};

    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    public Latency() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    public void took(long time) {
        int index = 0;
        while (index < BOUNDS.length && time > BOUNDS[index] * NANOS_PER_MILLI) {
            index++;
        }
        counts[index].increment();
        nanos.add(time);
    }

    /** The longest that belongs to each class but the last one, which has no bound. */
    public static long[] boundsMillis() {
        return BOUNDS.clone();
    }

    /** How often it took as long as each class says, and no longer. */
    public long[] counts() {
        long[] sums = new long[counts.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i].sum();
        }
        return sums;
    }

    /** All times together. */
    public double sumMillis() {
        return nanos.sum() / (double) NANOS_PER_MILLI;
    }
}
