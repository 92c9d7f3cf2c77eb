package canyon.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames that go to many clients together, joined once: one write for each client instead of one for each frame, which
 * is most of what a broadcast costs.
 */
public final class Segment {
    /** Larger writes gain nothing and make a slow client's outbox coarse. */
    static final int MAX_BYTES = 64 * 1024;

    private final List<Frame> frames;
    private final int bytes;

    /**
     * Written without a lock: two threads that race make the same bytes. Volatile, so that nobody sees them half made.
     */
    private volatile @Nullable ByteBuffer joined;

    private Segment(List<Frame> frames, int bytes) {
        this.frames = frames;
        this.bytes = bytes;
    }

    public static Segment of(Frame frame) {
        return new Segment(List.of(frame), frame.bytes());
    }

    /** Frames between which nothing else may come, such as a packet and its attachments. */
    public static Segment together(List<Frame> frames) {
        return new Segment(
                List.copyOf(frames), frames.stream().mapToInt(Frame::bytes).sum());
    }

    /** Joins frames in their order to segments of at most 64 KiB, or of one frame where that is larger. */
    public static List<Segment> join(List<Frame> frames) {
        if (frames.size() == 1) {
            return List.of(of(frames.get(0)));
        }
        List<Segment> segments = new ArrayList<>();
        int start = 0;
        int bytes = 0;
        for (int i = 0; i < frames.size(); i++) {
            int next = frames.get(i).bytes();
            if (i > start && bytes + next > MAX_BYTES) {
                segments.add(new Segment(List.copyOf(frames.subList(start, i)), bytes));
                start = i;
                bytes = 0;
            }
            bytes += next;
        }
        if (start < frames.size()) {
            segments.add(new Segment(List.copyOf(frames.subList(start, frames.size())), bytes));
        }
        return segments;
    }

    public List<Frame> frames() {
        return frames;
    }

    /** Size on a WebSocket, in bytes. */
    public int bytes() {
        return bytes;
    }

    /** All frames as complete WebSocket frames, to be written as they are; a buffer of the caller's own. */
    public ByteBuffer webSocketBytes() {
        ByteBuffer made = joined;
        if (made == null) {
            made = ByteBuffer.wrap(frames.size() == 1 ? frames.get(0).webSocketBytes() : joinFrames())
                    .asReadOnlyBuffer();
            joined = made;
        }
        return made.duplicate();
    }

    private byte[] joinFrames() {
        byte[] all = new byte[bytes];
        int at = 0;
        for (Frame frame : frames) {
            byte[] one = frame.webSocketBytes();
            System.arraycopy(one, 0, all, at, one.length);
            at += one.length;
        }
        return all;
    }
}
