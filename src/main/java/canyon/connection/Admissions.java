package canyon.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whether newcomers are let in, and how fast. Safe for use from any thread. */
public final class Admissions {
    private final LongSupplier nanos;
    private volatile boolean closed;
    private volatile @Nullable Pace pace;
    private volatile boolean held;
    private volatile long heldUntil;

    public Admissions() {
        this(System::nanoTime);
    }

    /** @param nanos the time, as {@link System#nanoTime} */
    public Admissions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Lets nobody in. */
    public void close() {
        closed = true;
    }

    /** Lets everybody in again. */
    public void open() {
        closed = false;
    }

    public boolean isClosed() {
        return closed;
    }

    /**
     * Lets nobody in until {@link #release}: whoever comes is to come again soon.
     *
     * @param most after which it ends in any case
     */
    public void hold(Duration most) {
        heldUntil = nanos.getAsLong() + most.toNanos();
        held = true;
    }

    public void release() {
        held = false;
    }

    /**
     * Lets newcomers in no faster than this for a while.
     *
     * @param count after so many the rest may come as fast as they like
     * @param perSecond of them at most in any second, positive
     * @param most after which it ends in any case
     */
    public void pace(int count, int perSecond, Duration most) {
        pace = new Pace(count, perSecond, nanos.getAsLong(), most);
    }

    /** Takes a place for a newcomer. False if none is free at this moment: it must come again. */
    public boolean admit() {
        if (closed) {
            return false;
        }
        Pace current = pace;
        if (!held && current == null) {
            return true;
        }
        long now = nanos.getAsLong();
        if (held && now - heldUntil < 0) {
            return false;
        }
        held = false;
        if (current == null) {
            return true;
        }
        if (current.isOver(now)) {
            pace = null;
            return true;
        }
        return current.admit(now);
    }

    /** Knows when the last ones came, as many as may come in a second. */
    private static final class Pace {
        private static final long SECOND = Duration.ofSeconds(1).toNanos();

        private final int count;
        private final long end;

        @GuardedBy("this")
        private final long[] times;

        @GuardedBy("this")
        private int admitted;

        Pace(int count, int perSecond, long now, Duration most) {
            this.count = count;
            this.end = now + most.toNanos();
            this.times = new long[perSecond];
        }

        synchronized boolean isOver(long now) {
            return admitted >= count || now - end >= 0;
        }

        synchronized boolean admit(long now) {
            int oldest = admitted % times.length;
            if (admitted >= times.length && now - times[oldest] < SECOND) {
                return false;
            }
            times[oldest] = now;
            admitted++;
            return true;
        }
    }
}
