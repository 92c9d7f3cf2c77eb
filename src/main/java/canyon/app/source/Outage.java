package canyon.app.source;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether the database answers; said once when it stops and once when it is back. Safe for use from any thread. */
final class Outage {
    /** After a failure nobody asks for so long, so that not every client waits for a time-out. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Outage.class.getName());

    private final LongSupplier nanos;
    private boolean lasts;
    private long failed;

    Outage(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized boolean isPause() {
        return lasts && nanos.getAsLong() - failed < PAUSE.toNanos();
    }

    synchronized void begin(SQLException reason) {
        if (!lasts) {
            LOG.log(
                    Level.WARNING,
                    "the table of applications cannot be read, those that were asked for lately go on: {0}",
                    String.valueOf(reason.getMessage()).replaceAll("\\p{Cntrl}+", " "));
        }
        lasts = true;
        failed = nanos.getAsLong();
    }

    synchronized void end() {
        if (lasts) {
            LOG.log(Level.INFO, "the table of applications can be read again");
        }
        lasts = false;
    }
}
