package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A writer under test, and how often each of its writes was completed. Safe for use from any thread. */
final class CountedWriter implements FrameWriter {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final FrameWriter writer;
    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();

    CountedWriter(FrameWriter writer) {
        this.writer = writer;
    }

    /** What writes in the end. */
    FrameWriter counted() {
        return writer;
    }

    /** Writes for the test itself, without an outbox. */
    Write write(List<Segment> segments) {
        return start(segments, new Unheard());
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        start(segments, completion);
    }

    private Write start(List<Segment> segments, Completion completion) {
        Write write = new Write(completion);
        writes.add(write);
        writer.write(segments, write);
        return write;
    }

    @Override
    public void close(CloseReason reason) {
        writer.close(reason);
    }

    @Override
    public void abort(CloseReason reason) {
        writer.abort(reason);
    }

    @Override
    public void ended() {
        writer.ended();
    }

    int startedCount() {
        return writes.size();
    }

    long outstandingCount() {
        return writes.stream().filter(write -> write.completions() == 0).count();
    }

    long failedCount() {
        return writes.stream().filter(write -> write.failed.get() > 0).count();
    }

    /** Waits until each write has come to its end, also those that are begun meanwhile. */
    void awaitAll() {
        writes.forEach(Write::await);
    }

    void assertNoneCompletedTwice() {
        assertThat(writes).allSatisfy(write -> assertThat(write.completions()).isLessThan(2));
    }

    /** One write, and what its writer told of it. */
    static final class Write implements Completion {
        private final Completion next;
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();

        private Write(Completion next) {
            this.next = next;
        }

        @Override
        public void done() {
            done.incrementAndGet();
            next.done();
            end.complete(true);
        }

        @Override
        public void failed(Throwable cause) {
            failed.incrementAndGet();
            next.failed(cause);
            end.complete(false);
        }

        void await() {
            assertThat(end).as("end of a write").succeedsWithin(PATIENCE);
        }

        private int completions() {
            return done.get() + failed.get();
        }
    }

    private static final class Unheard implements Completion {
        @Override
        public void done() {}

        @Override
        public void failed(Throwable cause) {}
    }
}
