package canyon.dashboard.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether somebody may use the dashboard. */
public sealed interface Verdict {
    /**
     * May.
     *
     * @param user a name for people
     * @param session null as long as there is none: then nothing may be changed
     */
    record Admitted(String user, @Nullable Session session) implements Verdict {}

    /** Has said nothing that lets in. */
    record Stranger() implements Verdict {}

    /**
     * Has guessed wrong so often that what it says now is not looked at.
     *
     * @param pause after which it is looked at again
     */
    record Slowed(Duration pause) implements Verdict {
        /** For {@code Retry-After}; at least 1. */
        public long seconds() {
            return Math.max(1, pause.plusMillis(999).toSeconds());
        }
    }

    /** Is known to the application server, but has not the role. */
    record Forbidden() implements Verdict {}

    /** There is no dashboard for this one. */
    record Absent() implements Verdict {}

    /** The container has answered, by asking for a password. */
    record Answered() implements Verdict {}
}
