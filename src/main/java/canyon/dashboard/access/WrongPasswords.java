package canyon.dashboard.access;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells of guesses, seldom. Safe for use from any thread. */
final class WrongPasswords {
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private static final Logger LOG = System.getLogger(WrongPasswords.class.getName());

    private final LongSupplier nanos;
    private long last;
    private long count;
    private long unheard;

    WrongPasswords(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong() - SILENCE.toNanos();
    }

    synchronized void unheard(String address) {
        unheard++;
        tell(address);
    }

    synchronized void heard(String address) {
        count++;
        tell(address);
    }

    private void tell(String address) {
        if (nanos.getAsLong() - last < SILENCE.toNanos()) {
            return;
        }
        LOG.log(
                Level.WARNING,
                "wrong passwords for the dashboard: {0}, the last from {1}; {2} more tries came too soon and were"
                        + " not looked at; told at most every {3} minutes",
                count,
                address,
                unheard,
                SILENCE.toMinutes());
        last = nanos.getAsLong();
        count = 0;
        unheard = 0;
    }
}
