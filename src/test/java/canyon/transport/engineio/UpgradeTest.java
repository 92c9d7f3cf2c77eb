package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.RecordingWriter;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UpgradeTest {
    private final RecordingApplication application = new RecordingApplication();
    private final TestServer server = new TestServer(application);

    @ParameterizedTest
    @EnumSource
    void a_probe_releases_the_open_poll_and_the_upgrade_takes_over(EngineVersion version) {
        EngineSession session = opened(version);
        WaitingRequest get = WaitingRequest.get(session);
        TestSocket socket = server.upgrade(session);

        socket.says("2probe");
        assertThat(socket.heard()).containsExactly("3probe");
        assertThat(get.answer()).isEqualTo(version == EngineVersion.V3 ? "200 1:6" : "200 6");
        session.send("meanwhile");
        socket.says("5");
        session.send("later");
        socket.says("4hello");

        assertThat(session.transport()).isEqualTo(EngineTransport.WEBSOCKET);
        assertThat(socket.heard()).containsExactly("3probe", "4meanwhile", "4later");
        assertThat(application.heard).containsExactly("hello");
    }

    @Test
    void a_poll_that_comes_after_the_probe_is_released_at_once() {
        EngineSession session = opened(EngineVersion.V4);
        TestSocket socket = server.upgrade(session);
        socket.says("2probe");

        assertThat(WaitingRequest.get(session).answer()).isEqualTo("200 6");
        session.send("a");
        assertThat(WaitingRequest.get(session).answer()).isEqualTo("200 4a");
    }

    @Test
    void polling_is_over_after_the_upgrade() {
        EngineSession session = upgraded().session();

        assertThat(WaitingRequest.get(session).answer()).isEqualTo("400 {\"code\":3,\"message\":\"Bad request\"}");
        assertThat(session.isClosed()).isFalse();
    }

    @Test
    void what_waits_goes_out_after_the_answer_to_the_probe() {
        EngineSession session = opened(EngineVersion.V4);
        RecordingWriter writer = RecordingWriter.slow();
        TestSocket socket = server.upgrade(session, writer);
        socket.says("2probe");
        socket.says("5");
        session.send("a");
        session.send("b");
        assertThat(socket.heard()).containsExactly("3probe");

        writer.complete();

        assertThat(writer.writes()).hasSize(2);
        assertThat(socket.heard()).containsExactly("3probe", "4a", "4b");
    }

    @Test
    void a_second_WebSocket_is_refused_and_the_first_goes_on() {
        EngineSession session = opened(EngineVersion.V4);
        TestSocket first = server.upgrade(session);
        TestSocket second = server.upgrade(session);
        assertThat(second.closed()).isEqualTo(CloseReason.SESSION_TAKEN);

        first.says("2probe");
        first.says("5");
        TestSocket third = server.upgrade(session);

        assertThat(third.closed()).isEqualTo(CloseReason.SESSION_TAKEN);
        first.says("4hello");
        assertThat(application.heard).containsExactly("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "4hello", "2probe", "5", "1"})
    void whatever_a_refused_WebSocket_says_the_session_goes_on(String packet) {
        TestSocket current = upgraded();
        TestSocket refused = server.upgrade(current.session());

        refused.says(packet);
        refused.leaves();
        current.says("4still here");

        assertThat(application.heard).containsExactly("still here");
        assertThat(current.closed()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "2", "2other", "3probe", "5", "1", "abc"})
    void a_candidate_that_neither_probes_nor_upgrades_is_refused(String packet) {
        EngineSession session = opened(EngineVersion.V4);
        TestSocket candidate = server.upgrade(session);

        candidate.says(packet);

        assertThat(candidate.closed()).isEqualTo(CloseReason.MALFORMED);
        assertThat(session.isClosed()).isFalse();
        assertThat(WaitingRequest.get(session).isAnswered()).isFalse();
        candidate.says("2probe");
        assertThat(candidate.heard()).isEmpty();
    }

    @Test
    void an_upgrade_that_is_not_completed_in_time_is_refused_and_polling_goes_on() {
        EngineSession session = opened(EngineVersion.V4);
        TestSocket candidate = server.upgrade(session);
        candidate.says("2probe");

        server.tickAfter(TestServer.UPGRADE_TIMEOUT.minusMillis(100));
        assertThat(candidate.closed()).isNull();
        server.tickAfter(TestServer.UPGRADE_TIMEOUT);

        assertThat(candidate.closed()).isEqualTo(CloseReason.UPGRADE_TIMEOUT);
        candidate.says("5");
        candidate.says("abc");
        WaitingRequest get = WaitingRequest.get(session);
        assertThat(get.isAnswered()).isFalse();
        session.send("a");
        assertThat(get.answer()).isEqualTo("200 4a");
        assertThat(server.upgrade(session).closed()).isNull();
    }

    @Test
    void a_refused_WebSocket_that_does_not_close_is_dropped() {
        EngineSession session = opened(EngineVersion.V4);
        server.upgrade(session);
        RecordingWriter writer = RecordingWriter.prompt();
        server.upgrade(session, writer);
        int watched = server.watchedCount();

        server.tickAfter(TestServer.WRITE_TIMEOUT.minusMillis(100));
        assertThat(writer.aborted()).isNull();
        server.tickAfter(TestServer.WRITE_TIMEOUT);

        assertThat(writer.closed()).isEqualTo(CloseReason.SESSION_TAKEN);
        assertThat(writer.aborted()).isNotNull();
        assertThat(server.watchedCount()).isEqualTo(watched - 1);
    }

    @Test
    void a_candidate_that_leaves_makes_room_for_the_next() {
        EngineSession session = opened(EngineVersion.V4);
        TestSocket first = server.upgrade(session);
        first.says("2probe");

        first.leaves();
        TestSocket second = server.upgrade(session);

        assertThat(WaitingRequest.get(session).isAnswered()).isFalse();
        second.says("2probe");
        second.says("5");
        assertThat(session.transport()).isEqualTo(EngineTransport.WEBSOCKET);
    }

    @Test
    void the_end_of_the_session_takes_the_candidate_along() {
        EngineSession session = opened(EngineVersion.V4);
        TestSocket candidate = server.upgrade(session);
        candidate.says("2probe");

        session.close(CloseReason.SERVER_STOPS);

        assertThat(candidate.closed()).isEqualTo(CloseReason.SERVER_STOPS);
        candidate.says("5");
        candidate.leaves();
        server.tickAfter(Duration.ofHours(1));
        assertThat(server.watchedCount()).isZero();
    }

    @Test
    void an_upgrade_of_an_unknown_or_closed_session_is_refused() {
        EngineSession session = opened(EngineVersion.V4);
        session.close(CloseReason.SERVER_CLOSED);

        TestSocket late = server.upgrade(session);

        assertThat(late.closed()).isEqualTo(CloseReason.SESSION_UNKNOWN);
        assertThat(late.hasSession()).isFalse();
        late.leaves();
        assertThat(server.watchedCount()).isZero();
    }

    private TestSocket upgraded() {
        TestSocket socket = server.upgrade(opened(EngineVersion.V4));
        socket.says("2probe");
        socket.says("5");
        return socket;
    }

    private EngineSession opened(EngineVersion version) {
        EngineSession session = server.open(version);
        WaitingRequest.get(session);
        return session;
    }
}
