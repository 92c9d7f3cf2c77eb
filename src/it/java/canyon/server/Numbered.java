package canyon.server;

import canyon.protocol.Frame;
import canyon.protocol.Segment;
import java.util.List;
import java.util.stream.IntStream;

/** A run of texts that shows whether one of them is missing, doubled or in the wrong place. */
record Numbered(String name, int count) {
    List<String> texts() {
        return IntStream.range(0, count).mapToObj(i -> name + " " + i).toList();
    }

    List<Frame> frames() {
        return texts().stream().map(Frame::text).toList();
    }

    /** Joined as far as they go together. */
    List<Segment> joined() {
        return Segment.join(frames());
    }

    List<Segment> oneByOne() {
        return frames().stream().map(Segment::of).toList();
    }
}
