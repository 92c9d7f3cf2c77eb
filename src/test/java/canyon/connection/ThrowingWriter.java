package canyon.connection;

import canyon.protocol.Segment;
import java.util.List;

/** A transport whose insides have broken: whatever it is asked for, it throws. */
public record ThrowingWriter(RuntimeException fault) implements FrameWriter {
    @Override
    public void write(List<Segment> segments, Completion completion) {
        throw fault;
    }

    @Override
    public void close(CloseReason reason) {
        throw fault;
    }

    @Override
    public void abort(CloseReason reason) {
        throw fault;
    }
}
