package canyon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.protocol.Frame;
import canyon.protocol.Segment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxTest {
    private static final int LIMIT = 100;

    private final List<Throwable> failures = new ArrayList<>();
    private final Outbox outbox = new Outbox(LIMIT, failures::add);

    @Test
    void what_is_offered_is_written_at_once() {
        RecordingWriter writer = RecordingWriter.prompt();
        outbox.attach(writer);

        outbox.offer(text("a"));
        outbox.offer(text("b"));

        assertThat(writer.writes()).containsExactly(List.of("a"), List.of("b"));
        assertThat(outbox.waitingBytes()).isZero();
    }

    @Test
    void what_comes_during_a_write_waits_and_is_written_together() {
        RecordingWriter writer = RecordingWriter.slow();
        outbox.attach(writer);

        outbox.offer(text("a"));
        outbox.offer(text("b"));
        outbox.offer(text("c"));

        assertThat(writer.writes()).containsExactly(List.of("a"));
        assertThat(outbox.waitingBytes()).isEqualTo(6);
        writer.complete();
        assertThat(writer.writes()).containsExactly(List.of("a"), List.of("b", "c"));
        assertThat(outbox.waitingBytes()).isZero();
        writer.complete();
        outbox.offer(text("d"));
        assertThat(writer.frames()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void what_waits_is_bounded_in_bytes_of_the_wire() {
        RecordingWriter writer = RecordingWriter.slow();
        outbox.attach(writer);
        outbox.offer(text("outstanding"));

        assertThat(outbox.offer(ofBytes(60))).isTrue();
        assertThat(outbox.offer(ofBytes(40))).isTrue();
        assertThat(outbox.offer(text(""))).isFalse();
        assertThat(outbox.waitingBytes()).isEqualTo(LIMIT);
        writer.complete();
        assertThat(outbox.offer(ofBytes(LIMIT))).isTrue();
    }

    @Test
    void a_single_message_over_the_bound_is_no_fault_of_the_client() {
        RecordingWriter writer = RecordingWriter.slow();
        outbox.attach(writer);
        outbox.offer(text("outstanding"));

        assertThat(outbox.offer(ofBytes(3 * LIMIT))).isTrue();
        assertThat(outbox.offer(text("a"))).isFalse();
    }

    @Test
    void one_write_takes_at_most_256_KiB() {
        Outbox large = new Outbox(1 << 24, failures::add);
        for (int i = 0; i < 9; i++) {
            large.offer(ofBytes(32 * 1024));
        }
        large.offer(ofBytes(300 * 1024));
        large.offer(text("last"));
        RecordingWriter writer = RecordingWriter.prompt();

        large.attach(writer);

        assertThat(writer.writes()).extracting(List::size).containsExactly(8, 1, 1, 1);
    }

    @Test
    void a_completion_inside_a_write_does_not_deepen_the_stack() {
        int count = 100_000;
        Outbox large = new Outbox(1 << 28, failures::add);
        DeepestWriter writer = new DeepestWriter();
        for (int i = 0; i < count; i++) {
            large.offer(ofBytes(1_100));
        }

        large.attach(writer);

        assertThat(writer.segments).isEqualTo(count);
        assertThat(writer.writes).isGreaterThan(400);
        assertThat(writer.deepest).isEqualTo(writer.first);
    }

    @Test
    void a_failed_write_is_told_to_the_owner() {
        RecordingWriter writer = RecordingWriter.slow();
        outbox.attach(writer);
        outbox.offer(text("a"));
        outbox.offer(text("b"));

        writer.fail();

        assertThat(failures).hasSize(1);
        assertThat(writer.frames()).containsExactly("a");
    }

    @Test
    void a_writer_that_throws_has_failed() {
        IllegalStateException fault = new IllegalStateException("recycled");
        outbox.attach(new ThrowingWriter(fault));

        assertThat(outbox.offer(text("a"))).isTrue();

        assertThat(failures).containsExactly(fault);
        assertThat(outbox.isStalledSince(Long.MAX_VALUE / 2 + System.nanoTime()))
                .isFalse();
    }

    @Test
    void a_writer_that_does_not_link_has_failed() {
        NoSuchMethodError fault = new NoSuchMethodError("Channel.write");
        RecordingWriter sound = RecordingWriter.prompt();
        outbox.attach(new FrameWriter() {
            @Override
            public void write(List<Segment> segments, Completion completion) {
                throw fault;
            }

            @Override
            public void close(CloseReason reason) {
                sound.close(reason);
            }

            @Override
            public void abort(CloseReason reason) {
                sound.abort(reason);
            }
        });

        assertThat(outbox.offer(text("a"))).isTrue();

        assertThat(failures).containsExactly(fault);
        assertThat(outbox.isStalledSince(Long.MAX_VALUE / 2 + System.nanoTime()))
                .isFalse();
    }

    @Test
    void a_write_that_does_not_complete_is_found() {
        RecordingWriter writer = RecordingWriter.slow();
        outbox.attach(writer);
        assertThat(outbox.isStalledSince(System.nanoTime() + 1_000_000)).isFalse();
        long before = System.nanoTime();

        outbox.offer(text("a"));

        assertThat(outbox.isStalledSince(before)).isFalse();
        assertThat(outbox.isStalledSince(System.nanoTime() + 1)).isTrue();
        writer.complete();
        assertThat(outbox.isStalledSince(System.nanoTime() + 1)).isFalse();
    }

    private static Segment text(String text) {
        return Segment.of(Frame.text(text));
    }

    private static Segment ofBytes(int size) {
        return Segment.of(Frame.binary(new byte[size - (size < 128 ? 2 : size < 0xFFFF ? 4 : 10)]));
    }

    /** Completes within each write and notes how deep it was called. */
    private static final class DeepestWriter implements FrameWriter {
        private int first;
        private int deepest;
        private int writes;
        private int segments;

        @Override
        public void write(List<Segment> batch, Completion completion) {
            int depth = new Throwable().getStackTrace().length;
            first = writes == 0 ? depth : first;
            deepest = Math.max(deepest, depth);
            writes++;
            segments += batch.size();
            completion.done();
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public void abort(CloseReason reason) {}
    }
}
