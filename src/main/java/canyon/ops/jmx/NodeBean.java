package canyon.ops.jmx;

import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.message.SocketId;
import canyon.metrics.Drop;
import canyon.ops.Observed;
import canyon.ops.OpsDoor.Managed;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Tells of the node and does what is asked of it. */
record NodeBean(Observed observed, Managed managed, Trace trace, Instant started) implements NodeMXBean {
    /** As {@code canyon.drain.duration} at most. */
    private static final int MAX_SECONDS = 3_600;

    @Override
    public long getUptimeSeconds() {
        return Duration.between(started, Instant.now()).toSeconds();
    }

    @Override
    public int getConnections() {
        return observed.connections().count();
    }

    @Override
    public int getChannels() {
        return observed.registry().channelCount();
    }

    @Override
    public boolean isReady() {
        return managed.health().ready().isUp();
    }

    @Override
    public boolean isDraining() {
        return managed.drain().isDraining();
    }

    @Override
    public boolean isTracing() {
        return trace.isOn();
    }

    @Override
    public long getPublished() {
        return observed.meters().publishedCount();
    }

    @Override
    public long getDelivered() {
        return observed.meters().deliveredCount();
    }

    @Override
    public long getDropped() {
        return Arrays.stream(Drop.values())
                .mapToLong(observed.meters()::droppedCount)
                .sum();
    }

    @Override
    public void drain(int seconds) {
        if (seconds < 0 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException("seconds must be from 0 to " + MAX_SECONDS + ", got " + seconds);
        }
        managed.drain().begin(Duration.ofSeconds(seconds));
    }

    @Override
    public void cancelDrain() {
        managed.drain().cancel();
    }

    @Override
    public boolean disconnect(String socketId) {
        Optional<Connection> found =
                socketId.isEmpty() ? Optional.empty() : observed.connections().find(new SocketId(socketId));
        found.ifPresent(connection -> connection.close(CloseReason.SENT_AWAY));
        return found.isPresent();
    }

    @Override
    public void trace(boolean on) {
        trace.turn(on);
    }
}
