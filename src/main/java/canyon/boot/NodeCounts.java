package canyon.boot;

import canyon.channel.ChannelRegistry;
import canyon.connection.Connections;
import canyon.dashboard.statistics.Counts;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import java.util.Map;

/** What this node counts, as statistics want it. */
record NodeCounts(Connections connections, ChannelRegistry registry, Meters meters) implements Counts {
    @Override
    public Reading all() {
        long errors = 0;
        for (Drop reason : Drop.values()) {
            errors += meters.droppedCount(reason);
        }
        return new Reading(
                connections.count(),
                registry.channelCount(),
                0,
                meters.deliveredCount(),
                meters.publishedCount(),
                0,
                errors,
                0);
    }

    @Override
    public Map<String, Reading> apps() {
        return Map.of();
    }
}
