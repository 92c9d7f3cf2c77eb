package canyon.ops.jmx;

import canyon.metrics.AppCount;
import canyon.metrics.AppMeters;
import canyon.ops.Observed;
import java.util.Map;
import java.util.TreeMap;

/** Tells of the applications that have been asked for since the start. */
record ApplicationsBean(Observed observed) implements ApplicationsMXBean {
    @Override
    public Map<String, Integer> getConnections() {
        Map<String, Integer> counts = new TreeMap<>();
        observed.byId()
                .forEach(app -> counts.put(app.id(), observed.connections().count(app.scope())));
        return counts;
    }

    @Override
    public Map<String, Map<String, Long>> getCounts() {
        Map<String, Map<String, Long>> all = new TreeMap<>();
        observed.byId().forEach(app -> all.put(app.id(), counts(app.meters())));
        return all;
    }

    private static Map<String, Long> counts(AppMeters meters) {
        Map<String, Long> counts = new TreeMap<>();
        for (AppCount count : AppCount.values()) {
            counts.put(count.name(), meters.sum(count));
        }
        return counts;
    }
}
