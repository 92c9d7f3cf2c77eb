package canyon.transport;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JakartaFrameWriterTest {
    private static final List<Segment> TWO_SEGMENTS = List.of(
            Segment.join(List.of(Frame.text("a"), Frame.binary(new byte[] {4, 1})))
                    .get(0),
            Segment.of(Frame.text("b")));

    private final RecordingCompletion completion = new RecordingCompletion();

    @Test
    void frames_are_sent_one_after_the_other_and_completed_once() {
        BrowserSession browser = new BrowserSession(true);
        FrameWriter writer = FrameWriters.portable(Runnable::run).writer(browser.session());

        writer.write(TWO_SEGMENTS, completion);
        assertThat(browser.sent()).containsExactly("a");
        browser.complete();
        browser.complete();
        assertThat(completion.told).isEmpty();
        browser.complete();

        assertThat(browser.sent()).containsExactly("a", "0401", "b");
        assertThat(completion.told).containsExactly("done");
    }

    @Test
    void sends_that_complete_at_once_do_not_deepen_the_stack() {
        BrowserSession browser = new BrowserSession(false);
        List<Segment> many = Collections.nCopies(20_000, Segment.of(Frame.text("x")));

        FrameWriters.portable(Runnable::run).writer(browser.session()).write(many, completion);

        assertThat(browser.sent()).hasSize(20_000);
        assertThat(completion.told).containsExactly("done");
    }

    @Test
    void a_send_that_the_container_forgets_fails_once_with_the_end_of_the_web_socket() {
        BrowserSession browser = new BrowserSession(true);
        FrameWriter writer = FrameWriters.portable(Runnable::run).writer(browser.session());
        writer.write(TWO_SEGMENTS, completion);

        writer.ended();
        writer.ended();
        browser.complete();

        assertThat(browser.sent()).containsExactly("a");
        assertThat(completion.told).containsExactly("failed the WebSocket has ended");
    }

    @Test
    void nothing_is_sent_after_the_end_of_the_web_socket() {
        BrowserSession browser = new BrowserSession(false);
        FrameWriter writer = FrameWriters.portable(Runnable::run).writer(browser.session());

        writer.ended();
        writer.write(TWO_SEGMENTS, completion);
        writer.close(CloseReason.SERVER_CLOSED);

        assertThat(browser.sent()).isEmpty();
        assertThat(browser.closed()).isNull();
        assertThat(completion.told).hasSize(1).doesNotContain("done");
    }

    @Test
    @Timeout(20)
    void the_end_of_the_web_socket_waits_for_a_send_that_has_begun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        AtomicBoolean returned = new AtomicBoolean();
        BrowserSession browser = new BrowserSession(false);
        browser.whileSending(() -> {
            begun.countDown();
            mayReturn.await();
            returned.set(true);
        });
        FrameWriter writer = FrameWriters.portable(Runnable::run).writer(browser.session());
        Thread worker = new Thread(() -> writer.write(TWO_SEGMENTS, completion));
        worker.start();
        begun.await();
        AtomicBoolean returnedBeforeTheEnd = new AtomicBoolean();
        Thread container = new Thread(() -> {
            writer.ended();
            returnedBeforeTheEnd.set(returned.get());
        });
        container.start();
        while (container.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        mayReturn.countDown();
        container.join();
        worker.join();

        assertThat(returnedBeforeTheEnd).isTrue();
        assertThat(browser.sent()).containsExactly("a");
    }

    @Test
    void a_failed_send_ends_the_write() {
        BrowserSession browser = new BrowserSession(true);
        FrameWriters.portable(Runnable::run).writer(browser.session()).write(TWO_SEGMENTS, completion);
        browser.complete();

        browser.fail();

        assertThat(browser.sent()).hasSize(2);
        assertThat(completion.told).containsExactly("failed the client is gone");
    }

    @Test
    void a_session_that_throws_has_failed() throws Exception {
        BrowserSession browser = new BrowserSession(false);
        FrameWriter writer = FrameWriters.portable(Runnable::run).writer(browser.session());
        browser.session().close(WebSocketCloses.of(CloseReason.SERVER_STOPS));

        writer.write(TWO_SEGMENTS, completion);

        assertThat(completion.told).containsExactly("failed closed");
    }

    @Test
    void what_comes_after_the_frame_that_a_client_does_not_take_is_not_sent_once_it_is_given_up() {
        BrowserSession browser = new BrowserSession(true);
        FrameWriter writer = FrameWriters.portable(Runnable::run).writer(browser.session());
        writer.write(TWO_SEGMENTS, completion);

        writer.abort(CloseReason.TOO_SLOW);
        browser.complete();

        assertThat(browser.sent()).containsExactly("a");
        assertThat(completion.told).containsExactly("failed the WebSocket has ended");
    }

    /** Open Liberty waits eleven seconds for a client that does not read. */
    @Test
    @Timeout(20)
    void who_gives_a_client_up_does_not_wait_for_a_container_that_does() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        BrowserSession browser = new BrowserSession(true);
        browser.whileClosing(() -> {
            waits.countDown();
            mayReturn.await();
        });
        ClosingThreads threads = new ClosingThreads(Thread::new);
        FrameWriter writer = FrameWriters.portable(threads).writer(browser.session());
        writer.write(TWO_SEGMENTS, completion);

        writer.abort(CloseReason.TOO_SLOW);
        writer.abort(CloseReason.TOO_SLOW);

        waits.await();
        assertThat(browser.closed()).isNull();
        mayReturn.countDown();
        threads.stop();
        assertThat(Objects.requireNonNull(browser.closed()).getReasonPhrase()).isEqualTo(CloseReason.TOO_SLOW.text());
    }

    @Test
    @Timeout(20)
    void a_web_socket_is_closed_although_the_threads_have_ended() {
        BrowserSession browser = new BrowserSession(false);
        ClosingThreads threads = new ClosingThreads(Thread::new);
        threads.stop();

        FrameWriters.portable(threads).writer(browser.session()).close(CloseReason.SERVER_STOPS);

        assertThat(browser.closed()).isNotNull();
    }

    @Test
    void every_reason_has_a_code_and_a_text_that_a_close_frame_can_hold() {
        for (CloseReason reason : CloseReason.values()) {
            BrowserSession browser = new BrowserSession(false);
            FrameWriter writer = FrameWriters.portable(Runnable::run).writer(browser.session());

            writer.close(reason);
            writer.abort(reason);

            jakarta.websocket.CloseReason closed = Objects.requireNonNull(browser.closed());
            assertThat(closed.getCloseCode().getCode()).isEqualTo(reason.code());
            assertThat(closed.getReasonPhrase()).isEqualTo(reason.text());
        }
    }

    private static final class RecordingCompletion implements FrameWriter.Completion {
        private final List<String> told = new ArrayList<>();

        @Override
        public void done() {
            told.add("done");
        }

        @Override
        public void failed(Throwable cause) {
            told.add("failed " + cause.getMessage());
        }
    }
}
