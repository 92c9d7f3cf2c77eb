package canyon.transport;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Segment;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A writer of a fast path that has not written anything yet: what the JVM links only then may be missing. The write
 * fails in that case, and the WebSocket is closed by the portable writer.
 */
final class TriedWriter implements FrameWriter {
    private final FrameWriter writer;
    private final FrameWriter portable;
    private final Trial trial;

    TriedWriter(FrameWriter writer, FrameWriter portable, Trial trial) {
        this.writer = writer;
        this.portable = portable;
        this.trial = trial;
    }

    /** What is known of a fast path. Told from any thread, any number of times. */
    interface Trial {
        boolean isPassed();

        void passed();

        void failed(LinkageError error);
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        if (trial.isPassed()) {
            writer.write(segments, completion);
            return;
        }
        First first = new First(completion);
        try {
            writer.write(segments, first);
        } catch (LinkageError e) {
            first.failed(e);
        }
    }

    @Override
    public void close(CloseReason reason) {
        try {
            writer.close(reason);
        } catch (LinkageError e) {
            trial.failed(e);
            portable.close(reason);
        }
    }

    @Override
    public void abort(CloseReason reason) {
        try {
            writer.abort(reason);
        } catch (LinkageError e) {
            trial.failed(e);
            portable.abort(reason);
        }
    }

    @Override
    public void ended() {
        try {
            writer.ended();
        } catch (LinkageError e) {
            trial.failed(e);
        }
        portable.ended();
    }

    /** Completes once, also where a part of the write had begun when it failed. */
    private final class First implements Completion {
        private final Completion completion;
        private final AtomicBoolean told = new AtomicBoolean();

        First(Completion completion) {
            this.completion = completion;
        }

        @Override
        public void done() {
            if (told.compareAndSet(false, true)) {
                trial.passed();
                completion.done();
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (told.compareAndSet(false, true)) {
                if (cause instanceof LinkageError error) {
                    trial.failed(error);
                }
                completion.failed(cause);
            }
        }
    }
}
