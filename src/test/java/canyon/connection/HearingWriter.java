package canyon.connection;

import canyon.protocol.Frame;
import canyon.protocol.Segment;
import java.util.List;
import java.util.function.Consumer;

/** A client's end of a transport that hears each text at once. */
public final class HearingWriter implements FrameWriter {
    private final Consumer<String> client;

    public HearingWriter(Consumer<String> client) {
        this.client = client;
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        segments.stream()
                .flatMap(segment -> segment.frames().stream())
                .map(Frame::text)
                .forEach(client);
        completion.done();
    }

    @Override
    public void close(CloseReason reason) {}

    @Override
    public void abort(CloseReason reason) {}
}
