package canyon.channel;

import canyon.connection.Connection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of one channel, kept apart by the worker that writes to them. A worker reads a frozen array, rebuilt
 * only after a join or a leave. Safe for use from any thread.
 */
final class Channel {
    private static final Connection[] NOBODY = {};

    private final Lane[] lanes;
    private int count;

    Channel(int laneCount) {
        lanes = new Lane[laneCount];
        for (int i = 0; i < laneCount; i++) {
            lanes[i] = new Lane();
        }
    }

    synchronized void add(Connection connection) {
        Lane lane = laneOf(connection);
        if (lane.subscribers.add(connection)) {
            lane.frozen = null;
            count++;
        }
    }

    synchronized void remove(Connection connection) {
        Lane lane = laneOf(connection);
        if (lane.subscribers.remove(connection)) {
            lane.frozen = null;
            count--;
        }
    }

    synchronized int count() {
        return count;
    }

    /** Those to whom worker {@code index} writes; not to be changed. */
    synchronized Connection[] subscribers(int index) {
        Lane lane = lanes[index];
        Connection[] frozen = lane.frozen;
        if (frozen == null) {
            frozen = lane.subscribers.toArray(NOBODY);
            lane.frozen = frozen;
        }
        return frozen;
    }

    private Lane laneOf(Connection connection) {
        return lanes[connection.lane(lanes.length)];
    }

    private static final class Lane {
        private final Set<Connection> subscribers = new LinkedHashSet<>(2);
        private Connection @Nullable [] frozen = NOBODY;
    }
}
