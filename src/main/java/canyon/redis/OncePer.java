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
        return due(ticker.getAsLong());
    }

    /** Whether it is time at {@code now}, for callers that ask more than one. */
    boolean due(long now) {
        return now - last >= nanos;
    }

    /** It happens now. */
    void done() {
        last = ticker.getAsLong();
    }
}
