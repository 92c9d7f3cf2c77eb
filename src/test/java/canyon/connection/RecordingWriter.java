package canyon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.protocol.Frame;
import canyon.protocol.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of a transport: keeps what is written to it and insists on the contract of {@link FrameWriter}. Safe
 * for use from any thread.
 */
public final class RecordingWriter implements FrameWriter {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final boolean holds;
    private final List<List<String>> writes = new ArrayList<>();
    private final List<String> breaches = new ArrayList<>();
    private @Nullable Completion outstanding;
    private @Nullable CloseReason closed;
    private @Nullable CloseReason aborted;

    private RecordingWriter(boolean holds) {
        this.holds = holds;
    }

    /** Each write completes before it returns. */
    public static RecordingWriter prompt() {
        return new RecordingWriter(false);
    }

    /** Each write completes when the test says so. */
    public static RecordingWriter slow() {
        return new RecordingWriter(true);
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        synchronized (this) {
            require(outstanding == null, "a write while another one was outstanding");
            require(closed == null && aborted == null, "a write after the end");
            require(!segments.isEmpty(), "a write of nothing");
            writes.add(segments.stream()
                    .flatMap(segment -> segment.frames().stream())
                    .map(RecordingWriter::shown)
                    .toList());
            notifyAll();
            if (holds) {
                outstanding = completion;
                return;
            }
        }
        completion.done();
    }

    private static String shown(Frame frame) {
        return frame.isPing() ? "ping" : frame.isBinary() ? HexFormat.of().formatHex(frame.binary()) : frame.text();
    }

    @Override
    public synchronized void close(CloseReason reason) {
        require(outstanding == null, "a close while a write was outstanding");
        require(closed == null && aborted == null, "a second end");
        closed = reason;
        notifyAll();
    }

    @Override
    public synchronized void abort(CloseReason reason) {
        require(aborted == null, "a second abort");
        aborted = reason;
        notifyAll();
    }

    private void require(boolean condition, String breach) {
        if (!condition) {
            breaches.add(breach);
        }
    }

    /** The outstanding write is over. */
    public void complete() {
        taken().done();
    }

    /** The outstanding write has failed. */
    public void fail() {
        taken().failed(new IllegalStateException("the client is gone"));
    }

    private synchronized Completion taken() {
        Completion taken = outstanding;
        if (taken == null) {
            throw new AssertionError("no write is outstanding");
        }
        outstanding = null;
        return taken;
    }

    public synchronized boolean isWriting() {
        return outstanding != null;
    }

    /** Frames, write by write: texts as they are, binary in hexadecimal digits. */
    public synchronized List<List<String>> writes() {
        assertThat(breaches).isEmpty();
        return List.copyOf(writes);
    }

    public synchronized List<String> frames() {
        assertThat(breaches).isEmpty();
        return writes.stream().flatMap(List::stream).toList();
    }

    public synchronized @Nullable CloseReason closed() {
        return closed;
    }

    public synchronized @Nullable CloseReason aborted() {
        return aborted;
    }

    /** Waits until that many frames have been written. */
    public synchronized List<String> await(int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (frames().size() < count) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("waited for " + count + " frames, got " + frames());
            }
            wait(left);
        }
        return frames();
    }
}
