package canyon.dashboard.statistics;

import java.util.Map;

/** What can be counted now. Called each second; must not block. */
public interface Counts {
    /** All applications together. */
    Reading all();

    /** Each application by its id; those that were never used may be missing. */
    Map<String, Reading> apps();

    /**
     * What stands on the counters.
     *
     * @param connections that are open
     * @param channels that somebody listens to
     * @param in messages from clients, since the start
     * @param out messages to clients, since the start
     * @param published events, since the start
     * @param apiCalls since the start
     * @param errors what was refused or lost, since the start
     * @param lagMillis how long the events since the reading before took until they were handed over, on average
     */
    record Reading(
            int connections,
            int channels,
            long in,
            long out,
            long published,
            long apiCalls,
            long errors,
            int lagMillis) {
        public static final Reading NOTHING = new Reading(0, 0, 0, 0, 0, 0, 0, 0);
    }
}
