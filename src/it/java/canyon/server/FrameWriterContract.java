package canyon.server;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Stream.concat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import canyon.support.Await;
import canyon.wire.WebSocketFrame;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an outbox and a client may rely on, whichever writer stands between them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
abstract class FrameWriterContract {
    private static final int PONG = 10;
    private static final String END = "end of the stream";
    private static final int SEGMENT_BYTES = 64 * 1024;

    /** On a busy machine. Open Liberty waits five seconds and more. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    final Line line;
    final CountedWriter writer;

    FrameWriterContract(WebSocketHost server) throws Exception {
        line = new Line(server, this::newWriter);
        writer = line.writer();
    }

    abstract FrameWriter newWriter(Session session);

    /** Whether a write stays outstanding while its client does not read; what follows from that is not tried else. */
    boolean feelsBackPressure() {
        return true;
    }

    @AfterEach
    void end() throws Exception {
        line.close();
    }

    @Test
    void segments_of_one_write_arrive_in_their_order() throws Exception {
        Numbered alone = new Numbered("alone", 200);
        Numbered joined = new Numbered("joined", 200);

        writer.write(concat(alone.oneByOne().stream(), joined.joined().stream()).toList());

        assertThat(line.hear(400))
                .isEqualTo(
                        concat(alone.texts().stream(), joined.texts().stream()).toList());
        assertAllWritten();
    }

    @Test
    void writes_one_after_the_other_arrive_in_their_order() throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Numbered part = new Numbered("write " + i, 10);
            sent.addAll(part.texts());
            writer.write(part.joined()).await();
        }

        assertThat(line.hear(1000)).isEqualTo(sent);
        assertAllWritten();
    }

    @Test
    void ten_thousand_frames_of_two_threads_through_an_outbox_keep_the_order_of_each_thread() throws Exception {
        Numbered left = new Numbered("left", 5000);
        Numbered right = new Numbered("right", 5000);
        Outbox outbox = line.ampleOutbox();

        CompletableFuture<Void> threads = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> offer(outbox, left)),
                CompletableFuture.runAsync(() -> offer(outbox, right)));
        List<String> heard = line.hear(10_000);

        threads.join();
        assertThat(heard).filteredOn(text -> text.startsWith("left")).isEqualTo(left.texts());
        assertThat(heard).filteredOn(text -> text.startsWith("right")).isEqualTo(right.texts());
        assertAllWritten();
    }

    @Test
    void joined_segments_of_64_KiB_arrive_whole() throws Exception {
        // Four bytes of header make each a kilobyte.
        List<String> texts =
                IntStream.range(1000, 1256).mapToObj(i -> i + "x".repeat(1016)).toList();
        List<Segment> segments = Segment.join(texts.stream().map(Frame::text).toList());
        assertThat(segments).hasSize(4).allMatch(segment -> segment.bytes() == SEGMENT_BYTES);

        writer.write(segments);

        assertThat(line.hear(256)).isEqualTo(texts);
        assertAllWritten();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 0xFFFF, 0x10000, 200_000, 2_000_000})
    void a_message_of_any_size_arrives_whole(int length) throws Exception {
        String text = new Random(length)
                .ints(length, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(joining());

        writer.write(List.of(Segment.of(Frame.text(text)), Segment.of(Frame.text("next"))));

        assertThat(line.hear(2)).isEqualTo(List.of(text, "next"));
        assertAllWritten();
    }

    @Test
    void text_of_all_scripts_arrives_unchanged() throws Exception {
        List<String> texts =
                List.of("Zoë Müßiggänger", "漢字かな交じり文", "🦊👩‍👩‍👧", "\u0000\"\\\n", "ä漢🦊".repeat(50_000));

        writer.write(Segment.join(texts.stream().map(Frame::text).toList()));

        assertThat(line.hear(5)).isEqualTo(texts);
        assertAllWritten();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 70_000})
    void a_binary_frame_arrives_between_texts(int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);

        writer.write(Segment.join(List.of(Frame.text("before"), Frame.binary(bytes), Frame.text("after"))));

        assertThat(line.hear(1)).containsExactly("before");
        WebSocketFrame binary = line.client().receive();
        assertThat(binary.opcode()).isEqualTo(WebSocketFrame.BINARY);
        assertThat(binary.payload()).isEqualTo(bytes);
        assertThat(line.hear(1)).containsExactly("after");
        assertAllWritten();
    }

    @Test
    void a_ping_within_a_stream_is_answered_between_two_frames() throws Exception {
        Numbered part = new Numbered("x".repeat(1000), 100);
        AtomicBoolean answered = new AtomicBoolean();
        CompletableFuture<Void> streaming = CompletableFuture.runAsync(() -> streamUntil(answered, part));
        List<String> heard = new ArrayList<>(line.hear(150));

        line.client().send(WebSocketFrame.PING, new byte[] {1, 2, 3});

        WebSocketFrame frame = line.client().receive();
        while (frame.opcode() == WebSocketFrame.TEXT) {
            heard.add(frame.text());
            frame = line.client().receive();
        }
        answered.set(true);
        assertThat(frame.opcode()).isEqualTo(PONG);
        assertThat(frame.payload()).containsExactly(1, 2, 3);
        heard.addAll(line.hearUntil(END));
        streaming.join();
        assertThat(heard.size() % part.count()).isZero();
        assertThat(heard)
                .isEqualTo(Collections.nCopies(heard.size() / part.count(), part.texts()).stream()
                        .flatMap(List::stream)
                        .toList());
        assertAllWritten();
    }

    @Test
    void a_close_arrives_with_its_code_after_all_frames() throws Exception {
        Numbered all = new Numbered("before the close", 5000);
        Outbox outbox = line.ampleOutbox();
        offer(outbox, all);

        outbox.close(CloseReason.SERVER_STOPS);

        assertThat(line.hear(5000)).isEqualTo(all.texts());
        WebSocketFrame close = line.client().receive();
        assertThat(close.code()).isEqualTo(CloseReason.SERVER_STOPS.code());
        assertThat(close.text()).endsWith(CloseReason.SERVER_STOPS.text());
        assertAllWritten();
    }

    @Test
    void a_client_that_closes_within_a_stream_hears_whole_messages_until_the_end() throws Exception {
        Numbered part = new Numbered("x".repeat(1000), 100);
        CompletableFuture<Void> streaming = CompletableFuture.runAsync(() -> streamUntil(new AtomicBoolean(), part));
        List<String> heard = new ArrayList<>(line.hear(150));

        line.client().sendClose();

        WebSocketFrame frame = line.client().receive();
        while (!frame.isClose()) {
            heard.add(frame.text());
            frame = line.client().receive();
        }
        line.client().close();
        streaming.join();
        for (int i = 0; i < heard.size(); i++) {
            assertThat(heard.get(i)).isEqualTo(part.texts().get(i % part.count()));
        }
        writer.awaitAll();
    }

    @Test
    void a_client_that_stops_reading_and_goes_on_misses_nothing() throws Exception {
        Numbered before = new Numbered("before", 500);
        Numbered after = new Numbered("after", 500);
        Outbox outbox = line.ampleOutbox();
        offer(outbox, before);
        assertThat(outbox.offer(Line.ENDLESS)).isTrue();
        offer(outbox, after);
        // Between the end of a write and the beginning of the next one there is none.
        Await.until(() -> assertThat(writer.outstandingCount()).isOne());

        assertThat(line.hear(500)).isEqualTo(before.texts());
        assertThat(line.client().receive().payload()).hasSize(Line.ENDLESS_BYTES);
        assertThat(line.hear(500)).isEqualTo(after.texts());
        assertAllWritten();
    }

    @Test
    void a_client_that_does_not_read_fills_its_outbox_behind_one_write() {
        assumeTrue(feelsBackPressure());
        line.fullOutbox();

        assertThat(writer.startedCount()).isOne();
        assertThat(writer.outstandingCount()).isOne();
    }

    /** Whoever waits for a container that waits for the client keeps all other clients waiting. */
    @Test
    void nobody_waits_for_the_end_of_a_client_that_does_not_read() {
        assumeTrue(feelsBackPressure());
        Outbox outbox = line.fullOutbox();
        long start = System.nanoTime();

        outbox.abort(CloseReason.TOO_SLOW);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    }

    @Test
    void the_outstanding_write_to_a_client_that_vanishes_fails_once() throws Exception {
        assumeTrue(feelsBackPressure());
        Outbox outbox = line.fullOutbox();

        line.client().close();

        writer.awaitAll();
        outbox.abort(CloseReason.TRANSPORT_LOST);
        assertThat(writer.failedCount()).isOne();
        assertThat(line.failures()).isOne();
    }

    @Test
    void a_write_of_several_segments_to_a_client_that_vanishes_fails_once() throws Exception {
        CountedWriter.Write write = writer.write(List.of(Line.ENDLESS, Line.ENDLESS, Line.ENDLESS));

        line.client().close();

        write.await();
        assertThat(writer.failedCount()).isOne();
    }

    @Test
    void a_write_to_a_client_that_is_gone_fails_once() throws Exception {
        assumeTrue(feelsBackPressure());
        CountedWriter.Write first = writer.write(List.of(Line.ENDLESS));
        line.client().close();
        first.await();

        writer.write(new Numbered("too late", 3).oneByOne()).await();

        assertThat(writer.failedCount()).isEqualTo(2);
    }

    private static void offer(Outbox outbox, Numbered all) {
        all.oneByOne().forEach(segment -> assertThat(outbox.offer(segment)).isTrue());
    }

    private void streamUntil(AtomicBoolean answered, Numbered part) {
        while (!answered.get() && writer.failedCount() == 0) {
            writer.write(part.oneByOne()).await();
        }
        writer.write(List.of(Segment.of(Frame.text(END))));
    }

    private void assertAllWritten() {
        writer.awaitAll();
        assertThat(writer.failedCount()).isZero();
        assertThat(line.failures()).isZero();
    }
}
