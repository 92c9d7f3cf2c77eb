package canyon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.protocol.Frame;
import canyon.protocol.Segment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How writers come and go: polls, and the upgrade from one transport to another. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxWriterTest {
    private final List<Throwable> failures = new ArrayList<>();
    private final Outbox outbox = new Outbox(1_000, failures::add);

    @Test
    void without_a_writer_everything_waits_for_the_next_one() {
        outbox.offer(text("a"));
        outbox.offer(text("b"));
        RecordingWriter poll = RecordingWriter.prompt();

        outbox.attach(poll);

        assertThat(poll.writes()).containsExactly(List.of("a", "b"));
    }

    @Test
    void a_poll_takes_itself_away_while_it_writes() {
        RecordingWriter first = RecordingWriter.slow();
        RecordingWriter second = RecordingWriter.prompt();
        outbox.attach(first);
        outbox.offer(text("a"));
        assertThat(outbox.detach(first)).isTrue();
        outbox.offer(text("b"));

        outbox.attach(second);
        assertThat(second.frames()).isEmpty();
        first.complete();

        assertThat(first.frames()).containsExactly("a");
        assertThat(second.frames()).containsExactly("b");
    }

    @Test
    void only_the_attached_writer_can_be_taken_away() {
        RecordingWriter writer = RecordingWriter.prompt();
        outbox.attach(writer);

        assertThat(outbox.detach(RecordingWriter.prompt())).isFalse();
        assertThat(outbox.detach(writer)).isTrue();
        assertThat(outbox.detach(writer)).isFalse();
    }

    @Test
    void a_poll_does_not_push_a_writer_aside() {
        RecordingWriter webSocket = RecordingWriter.prompt();
        RecordingWriter poll = RecordingWriter.prompt();

        assertThat(outbox.attachIfFree(webSocket)).isTrue();
        assertThat(outbox.attachIfFree(poll)).isFalse();
        outbox.offer(text("a"));

        assertThat(webSocket.frames()).containsExactly("a");
        assertThat(poll.frames()).isEmpty();
    }

    @Test
    void a_writer_is_handed_over_when_all_is_written_that_waits_for_it() {
        RecordingWriter webSocket = RecordingWriter.slow();
        Outbox session = new Outbox(1_000, failures::add);
        outbox.attach(webSocket);
        outbox.offer(text("3probe"));
        session.offer(text("event"));

        outbox.bequeath(session);
        assertThat(webSocket.frames()).containsExactly("3probe");
        webSocket.complete();

        assertThat(webSocket.frames()).containsExactly("3probe", "event");
        outbox.offer(text("too late"));
        webSocket.complete();
        assertThat(webSocket.frames()).hasSize(2);
    }

    @Test
    void the_new_writer_waits_for_the_write_of_the_old_one() {
        RecordingWriter poll = RecordingWriter.slow();
        RecordingWriter webSocket = RecordingWriter.prompt();
        Outbox link = new Outbox(1_000, failures::add);
        link.attach(webSocket);
        outbox.attach(poll);
        outbox.offer(text("6"));
        outbox.detach(poll);
        outbox.offer(text("event"));

        link.bequeath(outbox);
        assertThat(webSocket.frames()).isEmpty();
        poll.complete();

        assertThat(webSocket.frames()).containsExactly("event");
    }

    @Test
    void the_end_of_who_bequeathed_does_not_touch_the_heir() {
        RecordingWriter webSocket = RecordingWriter.prompt();
        Outbox session = new Outbox(1_000, failures::add);
        outbox.attach(webSocket);
        outbox.bequeath(session);

        outbox.abort(CloseReason.TRANSPORT_LOST);
        session.offer(text("event"));

        assertThat(webSocket.aborted()).isNull();
        assertThat(webSocket.frames()).containsExactly("event");
    }

    @Test
    void a_writer_that_comes_after_the_end_is_ended() {
        outbox.abort(CloseReason.TOO_SLOW);
        RecordingWriter attached = RecordingWriter.prompt();
        RecordingWriter inherited = RecordingWriter.prompt();
        Outbox link = new Outbox(1_000, failures::add);
        link.attach(inherited);

        outbox.attach(attached);
        link.bequeath(outbox);

        assertThat(attached.aborted()).isEqualTo(CloseReason.TOO_SLOW);
        assertThat(inherited.aborted()).isEqualTo(CloseReason.TOO_SLOW);
    }

    @Test
    void a_writer_that_comes_to_a_closing_outbox_brings_it_to_its_end() {
        outbox.offer(text("1"));
        outbox.close(CloseReason.SERVER_STOPS);
        RecordingWriter writer = RecordingWriter.slow();

        outbox.attach(writer);
        assertThat(writer.closed()).isNull();
        writer.complete();

        assertThat(writer.frames()).containsExactly("1");
        assertThat(writer.closed()).isEqualTo(CloseReason.SERVER_STOPS);
    }

    private static Segment text(String text) {
        return Segment.of(Frame.text(text));
    }
}
