package canyon.ops.jmx;

import java.util.Map;

/** The applications, by their ids; a default application without a name has an empty one. */
public interface ApplicationsMXBean {
    /** Clients that are connected now. */
    Map<String, Integer> getConnections();

    /** What has been counted since the start, by the names of {@code canyon.metrics.AppCount}. */
    Map<String, Map<String, Long>> getCounts();
}
