package canyon.dashboard.statistics;

import java.util.HashMap;
import java.util.Map;

/** Counts that a test sets. */
final class TestCounts implements Counts {
    Reading all = Reading.NOTHING;
    final Map<String, Reading> apps = new HashMap<>();

    /** Connections, and messages in and out since the start. */
    static Reading reading(int connections, long in, long out) {
        return new Reading(connections, 1, in, out, out / 2, in / 2, 0, 3);
    }

    @Override
    public Reading all() {
        return all;
    }

    @Override
    public Map<String, Reading> apps() {
        return Map.copyOf(apps);
    }
}
