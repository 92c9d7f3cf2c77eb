package canyon.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Time that passes only when a test says so. */
final class Ticker implements LongSupplier {
    private long nanos = -5;

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
