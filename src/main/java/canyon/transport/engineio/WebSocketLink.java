package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.protocol.Segment;

/**
 * One WebSocket that wants to take over a session: it has an outbox of its own until the upgrade is complete. Safe for use
 * from any thread.
 */
final class WebSocketLink {
    /** The answer to the probe is all that ever waits here. */
    private static final int OUTBOX_BYTES = 1024;

    private final FrameWriter writer;
    private final Outbox outbox;

    WebSocketLink(FrameWriter writer) {
        this.writer = writer;
        this.outbox = new Outbox(OUTBOX_BYTES, cause -> writer.abort(CloseReason.TRANSPORT_LOST));
        outbox.attach(writer);
    }

    FrameWriter writer() {
        return writer;
    }

    void send(Segment segment) {
        outbox.offer(segment);
    }

    /** Its writer goes to the session's outbox once the answer to the probe is written. */
    void handOver(Outbox session) {
        outbox.bequeath(session);
    }

    void close(CloseReason reason) {
        outbox.close(reason);
    }

    void abort(CloseReason reason) {
        outbox.abort(reason);
    }
}
