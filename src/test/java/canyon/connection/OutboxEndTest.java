package canyon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.protocol.Frame;
import canyon.protocol.Segment;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxEndTest {
    private final RecordingWriter writer = RecordingWriter.slow();
    private final Outbox outbox = new Outbox(10, cause -> {});

    @Test
    void an_idle_outbox_closes_at_once() {
        outbox.attach(writer);

        outbox.close(CloseReason.SERVER_CLOSED);

        assertThat(writer.closed()).isEqualTo(CloseReason.SERVER_CLOSED);
    }

    @Test
    void a_close_lets_through_what_waits_and_takes_nothing_more() {
        outbox.attach(writer);
        outbox.offer(text("a"));
        outbox.offer(text("b"));

        outbox.close(CloseReason.SERVER_CLOSED);
        assertThat(outbox.offer(text("c"))).isTrue();
        writer.complete();
        assertThat(writer.closed()).isNull();
        writer.complete();

        assertThat(writer.frames()).containsExactly("a", "b");
        assertThat(writer.closed()).isEqualTo(CloseReason.SERVER_CLOSED);
    }

    @Test
    void the_first_reason_counts() {
        outbox.attach(writer);
        outbox.offer(text("a"));

        outbox.close(CloseReason.MALFORMED);
        outbox.close(CloseReason.SERVER_STOPS);
        writer.complete();

        assertThat(writer.closed()).isEqualTo(CloseReason.MALFORMED);
    }

    @Test
    void an_abort_drops_what_waits_and_ends_a_write_that_is_outstanding() {
        outbox.attach(writer);
        outbox.offer(text("a"));
        outbox.offer(text("b"));

        outbox.abort(CloseReason.TOO_SLOW);

        assertThat(writer.aborted()).isEqualTo(CloseReason.TOO_SLOW);
        assertThat(outbox.waitingBytes()).isZero();
        writer.complete();
        assertThat(writer.frames()).containsExactly("a");
        assertThat(writer.closed()).isNull();
    }

    @Test
    void an_abort_ends_a_closing_one_that_does_not_come_to_its_end() {
        outbox.attach(writer);
        outbox.offer(text("a"));
        outbox.close(CloseReason.SERVER_STOPS);

        outbox.abort(CloseReason.SERVER_STOPS);
        outbox.abort(CloseReason.SERVER_STOPS);

        assertThat(writer.aborted()).isEqualTo(CloseReason.SERVER_STOPS);
    }

    @Test
    void an_abort_reaches_a_transport_whose_close_is_not_answered() {
        outbox.attach(writer);
        outbox.close(CloseReason.MALFORMED);
        assertThat(writer.closed()).isEqualTo(CloseReason.MALFORMED);

        outbox.abort(CloseReason.MALFORMED);
        outbox.abort(CloseReason.MALFORMED);

        assertThat(writer.aborted()).isEqualTo(CloseReason.MALFORMED);
    }

    @Test
    void after_the_end_offers_vanish() {
        outbox.attach(writer);
        outbox.abort(CloseReason.TRANSPORT_LOST);

        for (int i = 0; i < 100; i++) {
            assertThat(outbox.offer(text("too late"))).isTrue();
        }

        assertThat(outbox.waitingBytes()).isZero();
        assertThat(writer.frames()).isEmpty();
    }

    private static Segment text(String text) {
        return Segment.of(Frame.text(text));
    }
}
