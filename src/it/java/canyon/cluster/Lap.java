package canyon.cluster;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** How long something takes, for the log of a test: the figures of {@code src/docs/cluster.md} are from there. */
final class Lap {
    private static final Logger LOG = System.getLogger(Lap.class.getName());

    private final long since = System.nanoTime();

    Duration time() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** @param what has happened since this was made */
    void log(String what) {
        LOG.log(Level.INFO, "after {0} ms: {1}", String.valueOf(time().toMillis()), what);
    }
}
