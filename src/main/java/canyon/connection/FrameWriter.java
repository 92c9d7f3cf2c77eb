package canyon.connection;

import canyon.protocol.Segment;
import java.util.List;

/**
 * Writes to one client by one transport. {@link Outbox} calls it from any thread, never with a write outstanding, and
 * never after {@link #close} or {@link #abort}.
 */
public interface FrameWriter {
    /**
     * Writes segments in their order and then completes exactly once, on any thread, possibly before it returns.
     *
     * @param segments at least one
     */
    void write(List<Segment> segments, Completion completion);

    /** Ends the transport at a frame border, after all that was written. Never blocks for the client. */
    void close(CloseReason reason);

    /** Ends the transport at once, also with a write outstanding. Never blocks for the client. */
    void abort(CloseReason reason);

    /**
     * The transport has ended by itself. Returns when nothing is being written to it any more and nothing will be: the
     * container may give what was behind it to another client next. A write that is still outstanding has failed.
     */
    default void ended() {}

    /** Told once for each write. */
    interface Completion {
        void done();

        void failed(Throwable cause);
    }
}
