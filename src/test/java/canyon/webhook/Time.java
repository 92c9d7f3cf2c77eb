package canyon.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that passes only when a test says so. */
final class Time extends Clock {
    static final long START = 1_327_078_148_132L;

    private long nanos = Long.MAX_VALUE - 5;
    private Duration passed = Duration.ZERO;

    void pass(Duration time) {
        nanos += time.toNanos();
        passed = passed.plus(time);
    }

    /** As {@link System#nanoTime}; it overflows soon. */
    long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(START).plus(passed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
