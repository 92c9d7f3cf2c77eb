package canyon.redis;

import canyon.metrics.Drop;
import canyon.metrics.Meters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** Counts every message that is dropped and tells of one in a minute. Not thread-safe: for the subscriber's thread. */
final class DropLog {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Not meant for Canyon and nobody's mistake: others use the same Redis. */
    private static final Set<Drop> QUIET = EnumSet.of(Drop.REDIS_NOT_OURS, Drop.RESERVED_CHANNEL);

    private static final int SHOWN_BYTES = 100;
    private static final Logger LOG = System.getLogger(DropLog.class.getName());

    private final Meters meters;
    private final OncePer interval;
    private long untold;

    DropLog(Meters meters, LongSupplier ticker) {
        this.meters = meters;
        this.interval = new OncePer(INTERVAL, ticker);
    }

    void dropped(Drop reason, byte[] channel) {
        meters.dropped(reason);
        if (QUIET.contains(reason)) {
            return;
        }
        if (!interval.due()) {
            untold++;
            return;
        }
        interval.done();
        LOG.log(
                Level.WARNING,
                "message on Redis channel \"{0}\" dropped: {1}; {2} others since the last line",
                shown(channel),
                reason.text(),
                String.valueOf(untold));
        untold = 0;
    }

    private static String shown(byte[] channel) {
        String start = new String(channel, 0, Math.min(channel.length, SHOWN_BYTES), StandardCharsets.UTF_8);
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
