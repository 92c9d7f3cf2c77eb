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

    /** Places become free one after the other, and a few may be taken at once. */
    private static final class Pace {
        /** Of those of a second: those who come by chance at the same moment need not come again. */
        private static final int SHARE_AT_ONCE = 20;

        private final long spacing;
        private final long tolerance;
        private final long end;

        @GuardedBy("this")
        private int left;

        /** When the next place would become free if nobody had come early. */
        @GuardedBy("this")
        private long next;

        Pace(int count, int perSecond, long now, Duration most) {
            // What may be taken at once and what becomes free meanwhile are a second's places together.
            long places = Math.max(1, perSecond - perSecond / SHARE_AT_ONCE);
            this.spacing = Duration.ofSeconds(1).toNanos() / places;
            this.tolerance = spacing * Math.max(0, perSecond / SHARE_AT_ONCE - 1);
            this.left = count;
            this.end = now + most.toNanos();
            this.next = now;
        }

        synchronized boolean isOver(long now) {
            return left <= 0 || now - end >= 0;
        }

        synchronized boolean admit(long now) {
            if (next - now < 0) {
                next = now;
            }
            if (next - now > tolerance) {
                return false;
            }
            next += spacing;
            left--;
            return true;
        }
    }
}
