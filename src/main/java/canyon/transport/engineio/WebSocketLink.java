package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.connection.HeartbeatMonitor;
import canyon.connection.HeartbeatMonitor.Watched;
import canyon.connection.Outbox;
import canyon.protocol.Segment;
import java.time.Duration;

/**
 * One WebSocket that wants to take over a session: it has an outbox of its own until the upgrade is complete. Safe for
 * use from any thread.
 */
final class WebSocketLink implements Watched {
    /** The answer to the probe is all that ever waits here. */
    private static final int OUTBOX_BYTES = 1024;

    private final HeartbeatMonitor monitor;
    private final Duration closeTimeout;
    private final Outbox outbox;
    private volatile long closedSince;

    /** @param closeTimeout after which a refused WebSocket that does not close is dropped */
    WebSocketLink(FrameWriter writer, HeartbeatMonitor monitor, Duration closeTimeout) {
        this.monitor = monitor;
        this.closeTimeout = closeTimeout;
        this.outbox = new Outbox(OUTBOX_BYTES, cause -> writer.abort(CloseReason.TRANSPORT_LOST));
        outbox.attach(writer);
    }

    void send(Segment segment) {
        outbox.offer(segment);
    }

    /** Its writer goes to the session's outbox once the answer to the probe is written. */
    void handOver(Outbox session) {
        outbox.bequeath(session);
    }

    /** It may not take over. The client is told, and dropped if it does not take notice. */
    void refuse(CloseReason reason) {
        closedSince = System.nanoTime();
        monitor.watch(this);
        outbox.close(reason);
    }

    /** The WebSocket is gone. */
    void lost() {
        monitor.forget(this);
        outbox.abort(CloseReason.TRANSPORT_LOST);
    }

    @Override
    public void check(long nanos) {
        if (nanos - closedSince >= closeTimeout.toNanos()) {
            lost();
        }
    }

    @Override
    public void fault() {
        lost();
    }
}
