package canyon.simulation;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Segment;
import java.util.List;
import java.util.function.Consumer;

/** The end of a client that takes everything at once, and asks for its bytes as a fast path does. */
final class Listener implements FrameWriter {
    private static final String LIST = "pusher_internal:subscription_succeeded";

    private final Consumer<Written> heard;

    /** @param heard is told of each write, on any thread */
    Listener(Consumer<Written> heard) {
        this.heard = heard;
    }

    /** What was written at once. */
    record Written(List<Segment> segments, int bytes) {
        /** Whether the client knows now that it has subscribed. */
        boolean isList() {
            return segments.stream()
                    .flatMap(segment -> segment.frames().stream())
                    .anyMatch(frame -> frame.text().contains(LIST));
        }
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        int bytes = 0;
        for (Segment segment : segments) {
            bytes += segment.webSocketBytes().remaining();
        }
        completion.done();
        heard.accept(new Written(segments, bytes));
    }

    @Override
    public void close(CloseReason reason) {}

    @Override
    public void abort(CloseReason reason) {}
}
