package canyon.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Allows something at most once in a while. Not thread-safe. */
final class OncePer {
    private final long nanos;
    private final LongSupplier ticker;
    private long last;

    /** @param ticker nanoseconds that only grow, such as {@link System#nanoTime} */
    OncePer(Duration interval, LongSupplier ticker) {
        this.nanos = interval.toNanos();
        this.ticker = ticker;
        this.last = ticker.getAsLong() - nanos;
    }

    /** Whether it is time. */
    boolean due() {
        return ticker.getAsLong() - last >= nanos;
    }

    /** It happens now. */
    void done() {
        last = ticker.getAsLong();
    }
}
