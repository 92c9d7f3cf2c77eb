package canyon.dashboard.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Makes guessing slow. An address that was wrong a few times has to wait, each time twice as long. If many addresses
 * are wrong together, each that was wrong once has to wait as well; who was not yet wrong never does, so that the right
 * password comes through while others guess. Nobody's thread waits: whoever comes too early is told so. Safe for use
 * from any thread.
 */
final class SlowDown {
    /** Wrong passwords of one address before it has to wait. */
    static final int FREE = 5;

    /** Wrong passwords of all together, of which one each second is forgotten, before each of them has to wait. */
    static final int FREE_OVERALL = 50;

    /** So many more of all together double the wait. */
    static final int OVERALL_STEP = 25;

    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** After which a wrong password is forgotten. */
    static final Duration MEMORY = Duration.ofHours(1);

    /** Remembered at once; of more the one that was wrong the longest ago is forgotten. */
    static final int MAX_ADDRESSES = 10_000;

    private static final int MOST_DOUBLINGS = 20;

    private final LongSupplier nanos;

    @GuardedBy("this")
    private final Map<String, Failures> byAddress = new LinkedHashMap<>();

    @GuardedBy("this")
    private long overall;

    @GuardedBy("this")
    private long overallSince;

    SlowDown(LongSupplier nanos) {
        this.nanos = nanos;
        this.overallSince = nanos.getAsLong();
    }

    private record Failures(int count, long last) {}

    /**
     * An address wants to try. A try counts as wrong from its beginning, so that many at once are no way around.
     *
     * @param address or a block of them that one person has
     * @return how long it has to wait before it may; zero if it may now
     */
    synchronized Duration begin(String address) {
        long now = nanos.getAsLong();
        forgetOverall(now);
        Failures before = byAddress.get(address);
        if (before != null && now - before.last >= MEMORY.toNanos()) {
            before = null;
        }
        if (before != null) {
            long left = before.last + waitAfter(before.count).toNanos() - now;
            if (left > 0) {
                return Duration.ofNanos(left);
            }
        }
        byAddress.remove(address);
        byAddress.put(address, new Failures(before == null ? 1 : before.count + 1, now));
        if (byAddress.size() > MAX_ADDRESSES) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
        overall++;
        return Duration.ZERO;
    }

    /** The try was right after all. */
    synchronized void right(String address) {
        if (byAddress.remove(address) != null && overall > 0) {
            overall--;
        }
    }

    /** The try was not looked at, right or wrong. */
    synchronized void undo(String address) {
        Failures now = byAddress.get(address);
        if (now != null && now.count > 1) {
            byAddress.put(address, new Failures(now.count - 1, now.last));
        } else {
            byAddress.remove(address);
        }
        overall = Math.max(0, overall - 1);
    }

    synchronized int addressCount() {
        return byAddress.size();
    }

    @GuardedBy("this")
    private void forgetOverall(long now) {
        long seconds = (now - overallSince) / Duration.ofSeconds(1).toNanos();
        overallSince += seconds * Duration.ofSeconds(1).toNanos();
        overall = Math.max(0, overall - seconds);
    }

    @GuardedBy("this")
    private Duration waitAfter(int failures) {
        long own = (long) failures - FREE;
        long together = overall < FREE_OVERALL ? -1 : (overall - FREE_OVERALL) / OVERALL_STEP;
        long doublings = Math.min(Math.max(own, together), MOST_DOUBLINGS);
        if (doublings < 0) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
