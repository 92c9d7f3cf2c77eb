package canyon.conformance;

import java.util.LinkedHashSet;
import java.util.Set;

/** The last sessions that have polled. Safe for use from any thread. */
final class Polled {
    private static final int MAX_SESSIONS = 1000;

    private final Set<String> sids = new LinkedHashSet<>();

    synchronized void add(String sid) {
        if (sids.add(sid) && sids.size() > MAX_SESSIONS) {
            sids.remove(sids.iterator().next());
        }
    }

    synchronized boolean contains(String sid) {
        return sids.contains(sid);
    }
}
