package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.connection.CloseReason;
import canyon.connection.RecordingWriter;
import canyon.connection.ThrowingWriter;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionEndTest {
    private final RecordingApplication application = new RecordingApplication();
    private final TestServer server = new TestServer(application);

    @ParameterizedTest
    @EnumSource
    void after_an_end_for_any_reason_nothing_is_left(CloseReason reason) {
        TestSocket socket = server.connect(EngineVersion.V4);

        socket.session().close(reason);
        socket.session().close(CloseReason.SERVER_FAULT);
        socket.leaves();

        assertThat(application.heard).containsExactly("closed " + reason);
        assertThat(socket.closed()).isNotNull();
        assertNothingLeft();
    }

    @Test
    void a_client_that_leaves_is_forgotten_at_once() {
        TestSocket socket = server.connect(EngineVersion.V3);

        socket.leaves();

        assertThat(application.heard).containsExactly("closed TRANSPORT_LOST");
        assertNothingLeft();
    }

    @Test
    void a_close_packet_ends_the_session() {
        TestSocket socket = server.connect(EngineVersion.V3);

        socket.says("1");

        assertThat(socket.closed()).isEqualTo(CloseReason.CLIENT_CLOSED);
        assertThat(application.heard).containsExactly("closed CLIENT_CLOSED");
    }

    @Test
    void what_waits_is_still_sent_before_a_close() {
        RecordingWriter writer = RecordingWriter.slow();
        TestSocket socket = server.connect(EngineVersion.V4, writer);
        socket.session().send("last");

        socket.session().close(CloseReason.SERVER_STOPS);
        assertThat(writer.closed()).isNull();
        writer.complete();
        writer.complete();

        assertThat(socket.heard()).endsWith("4last");
        assertThat(writer.closed()).isEqualTo(CloseReason.SERVER_STOPS);
    }

    @Test
    void a_client_that_never_takes_its_last_bytes_is_dropped() {
        RecordingWriter writer = RecordingWriter.slow();
        TestSocket socket = server.connect(EngineVersion.V4, writer);
        socket.session().close(CloseReason.SERVER_STOPS);

        server.tickAfter(TestServer.WRITE_TIMEOUT.minusMillis(100));
        assertThat(writer.aborted()).isNull();
        server.tickAfter(TestServer.WRITE_TIMEOUT);

        assertThat(writer.aborted()).isEqualTo(CloseReason.SERVER_STOPS);
        assertThat(server.watchedCount()).isZero();
    }

    @Test
    void a_client_that_does_not_answer_the_close_is_dropped() {
        TestSocket socket = server.connect(EngineVersion.V4);
        socket.session().close(CloseReason.SERVER_STOPS);
        assertThat(server.watchedCount()).isEqualTo(1);

        server.tickAfter(TestServer.WRITE_TIMEOUT);

        assertThat(socket.writer().aborted()).isEqualTo(CloseReason.SERVER_STOPS);
        assertThat(server.watchedCount()).isZero();
    }

    @Test
    void a_write_that_does_not_complete_in_time_ends_the_session() {
        RecordingWriter writer = RecordingWriter.slow();
        server.connect(EngineVersion.V4, writer);

        server.tickAfter(TestServer.WRITE_TIMEOUT.minusMillis(100));
        assertThat(writer.aborted()).isNull();
        server.tickAfter(TestServer.WRITE_TIMEOUT.plusMillis(1));

        assertThat(writer.aborted()).isEqualTo(CloseReason.TOO_SLOW);
        assertThat(application.heard).containsExactly("closed TOO_SLOW");
        assertNothingLeft();
    }

    @Test
    void a_client_for_whom_too_much_waits_is_dropped() {
        RecordingWriter writer = RecordingWriter.slow();
        TestSocket socket = server.connect(EngineVersion.V4, writer);

        for (int i = 0; i < 100; i++) {
            socket.session().send("x".repeat(100));
        }

        assertThat(writer.aborted()).isEqualTo(CloseReason.TOO_SLOW);
        assertThat(application.heard).containsExactly("closed TOO_SLOW");
        assertNothingLeft();
    }

    @Test
    void a_failed_write_ends_the_session() {
        RecordingWriter writer = RecordingWriter.slow();
        server.connect(EngineVersion.V4, writer);

        writer.fail();

        assertThat(application.heard).containsExactly("closed TRANSPORT_LOST");
        assertNothingLeft();
    }

    @Test
    void a_session_that_ends_between_probe_and_takeover_does_not_leave_a_WebSocket_open() {
        EngineSession session = server.open(EngineVersion.V4);
        WaitingRequest.get(session);
        RecordingWriter writer = RecordingWriter.slow();
        TestSocket socket = server.upgrade(session, writer);
        socket.says("2probe");
        socket.says("5");

        session.close(CloseReason.PING_TIMEOUT);
        assertThat(writer.aborted()).isNotNull();
        writer.complete();

        assertThat(socket.heard()).containsExactly("3probe");
        assertNothingLeft();
    }

    @Test
    void a_fault_of_the_transport_does_not_keep_the_application_from_hearing_the_end() {
        IllegalStateException fault = new IllegalStateException("recycled");
        EngineSession session = server.open(EngineVersion.V4);
        assertThatThrownBy(() -> session.outbox().attach(new ThrowingWriter(fault)))
                .isSameAs(fault);
        assertThat(session.isClosed()).isTrue();

        EngineSession quiet = server.open(EngineVersion.V4);
        WaitingRequest.get(quiet);
        quiet.outbox().attach(new ThrowingWriter(fault));
        assertThatThrownBy(() -> quiet.close(CloseReason.PING_TIMEOUT)).isSameAs(fault);

        assertThat(application.heard).contains("closed TRANSPORT_LOST", "closed PING_TIMEOUT");
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        server.tickAfter(Duration.ofHours(1));
        assertThat(server.watchedCount()).isZero();
        assertThat(server.server().sessionCount()).isZero();
    }
}
