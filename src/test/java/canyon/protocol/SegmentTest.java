package canyon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SegmentTest {
    @Test
    void frames_that_fit_together_become_one_segment_in_their_order() {
        List<Frame> frames = List.of(Frame.text("a"), Frame.binary(new byte[] {1}), Frame.text("b"));

        List<Segment> segments = Segment.join(frames);

        assertThat(segments).hasSize(1);
        assertThat(segments.get(0).frames()).isEqualTo(frames);
        assertThat(bytes(segments.get(0))).containsExactly(0x81, 1, 'a', 0x82, 1, 1, 0x81, 1, 'b');
        assertThat(segments.get(0).bytes()).isEqualTo(9);
    }

    @Test
    void a_segment_is_full_at_64_KiB_and_not_a_byte_later() {
        Frame half = ofBytes(Segment.MAX_BYTES / 2);

        assertThat(Segment.join(List.of(half, half))).hasSize(1);
        assertThat(Segment.join(List.of(half, ofBytes(Segment.MAX_BYTES / 2 + 1))))
                .hasSize(2);
        assertThat(Segment.join(List.of(half, half, Frame.text("")))).hasSize(2);
    }

    @Test
    void a_larger_frame_goes_alone() {
        Frame small = Frame.text("small");
        Frame large = ofBytes(3 * Segment.MAX_BYTES);

        List<Segment> segments = Segment.join(List.of(small, small, large, small, small));

        assertThat(segments)
                .extracting(Segment::frames)
                .containsExactly(List.of(small, small), List.of(large), List.of(small, small));
        assertThat(Segment.join(List.of(large, large))).hasSize(2);
    }

    @Test
    void one_frame_is_a_segment_whose_bytes_are_its_own() {
        Frame frame = Frame.text("42[\"E\",\"orders\",1]");

        List<Segment> segments = Segment.join(List.of(frame));

        assertThat(segments).hasSize(1);
        assertThat(segments.get(0).webSocketBytes()).isEqualTo(ByteBuffer.wrap(frame.webSocketBytes()));
        assertThat(segments.get(0).bytes()).isEqualTo(frame.bytes());
    }

    @Test
    void nothing_becomes_nothing() {
        assertThat(Segment.join(List.of())).isEmpty();
    }

    @Test
    void a_writer_cannot_spoil_the_bytes_of_the_others() {
        Segment segment =
                Segment.join(List.of(Frame.text("a"), Frame.text("b"))).get(0);

        ByteBuffer own = segment.webSocketBytes();
        own.position(own.limit());

        assertThat(segment.webSocketBytes().remaining()).isEqualTo(6);
        assertThatThrownBy(() -> segment.webSocketBytes().put((byte) 0))
                .isInstanceOf(java.nio.ReadOnlyBufferException.class);
    }

    @Test
    void joining_changes_neither_order_nor_bytes_whatever_the_sizes() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                frames.add(ofBytes(2 + random.nextInt(random.nextBoolean() ? 200 : Segment.MAX_BYTES)));
            }

            List<Segment> segments = Segment.join(frames);

            assertThat(segments.stream().flatMap(segment -> segment.frames().stream()))
                    .containsExactlyElementsOf(frames);
            for (Segment segment : segments) {
                int sum = segment.frames().stream().mapToInt(Frame::bytes).sum();
                assertThat(segment.bytes()).isEqualTo(sum).isLessThanOrEqualTo(Segment.MAX_BYTES);
                assertThat(segment.webSocketBytes().remaining()).isEqualTo(sum);
            }
        }
    }

    /** A frame that has this size on the wire. */
    private static Frame ofBytes(int size) {
        int header = size < 128 ? 2 : size <= 0xFFFF + 4 ? 4 : 10;
        return Frame.binary(new byte[size - header]);
    }

    private static int[] bytes(Segment segment) {
        ByteBuffer buffer = segment.webSocketBytes();
        int[] bytes = new int[buffer.remaining()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = buffer.get() & 0xFF;
        }
        return bytes;
    }
}
