package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.RecordingWriter;
import canyon.connection.TestMonitor;
import canyon.message.SocketId;
import canyon.protocol.MalformedMessageException;
import canyon.transport.engineio.EngineSettings.EngineLimits;
import canyon.transport.engineio.EngineSettings.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineServerTest {
    private static final Handshake HANDSHAKE =
            new Handshake(EngineVersion.V4, null, false, "127.0.0.1", null, PageHeaders.NONE);

    private final RecordingApplication application = new RecordingApplication();
    private final TestServer server = new TestServer(application);

    @Test
    void a_session_is_found_by_its_id_while_it_is_open() {
        EngineSession session = server.open(EngineVersion.V4);

        assertThat(server.server().find(session.id())).containsSame(session);
        assertThat(server.server().find("unknown")).isEmpty();
        assertThat(server.server().find(null)).isEmpty();
        session.close(CloseReason.SERVER_CLOSED);

        assertThat(server.server().find(session.id())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    void a_session_that_is_not_here_tells_whose_it_is(EngineVersion version) {
        List<Integer> told = new ArrayList<>();
        server.server().onStray(told::add);
        SocketId.tellNode(-7);
        String sid = EngineIds.sessionId(version);
        server.server().find("unknown");
        server.server().find("");
        server.server().find(sid);
        server.server().find(server.open(version).id());

        assertThat(told).containsExactly(-7);
    }

    @Test
    void a_deadline_that_no_tick_has_seen_yet_counts_when_a_session_is_looked_for() {
        EngineSettings hasty = new EngineSettings(
                EnumSet.allOf(EngineTransport.class),
                new Heartbeat(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofSeconds(1)),
                TestServer.SETTINGS.limits());
        EngineServer impatient = new EngineServer(hasty, application, new TestMonitor().monitor());
        EngineSession session = impatient.open(HANDSHAKE);

        assertThat(impatient.find(session.id())).isEmpty();
        assertThat(application.heard).containsExactly("closed PING_TIMEOUT");
    }

    @Test
    void connections_over_the_limit_are_not_taken() {
        EngineLimits two = new EngineLimits(100, 10, 2_000, Duration.ofSeconds(5), 2);
        EngineServer small = new EngineServer(
                new EngineSettings(EnumSet.of(EngineTransport.POLLING), TestServer.SETTINGS.heartbeat(), two),
                application,
                new TestMonitor().monitor());
        EngineSession first = small.open(HANDSHAKE);
        assertThat(small.isFull()).isFalse();
        small.open(HANDSHAKE);
        assertThat(small.isFull()).isTrue();

        first.close(CloseReason.CLIENT_CLOSED);

        assertThat(small.isFull()).isFalse();
    }

    @Test
    void an_upgrade_is_offered_only_where_WebSockets_are_served() {
        EngineServer pollingOnly = new EngineServer(
                new EngineSettings(
                        EnumSet.of(EngineTransport.POLLING),
                        TestServer.SETTINGS.heartbeat(),
                        TestServer.SETTINGS.limits()),
                application,
                new TestMonitor().monitor());

        assertThat(WaitingRequest.get(pollingOnly.open(HANDSHAKE)).answer()).contains("\"upgrades\":[]");
    }

    @Test
    void a_server_that_stops_closes_all_and_takes_nobody_more() {
        TestSocket socket = server.connect(EngineVersion.V4);
        EngineSession polling = server.open(EngineVersion.V4);

        server.server().stop();

        assertThat(socket.closed()).isEqualTo(CloseReason.SERVER_STOPS);
        assertThat(polling.isClosed()).isTrue();
        assertThat(server.server().isFull()).isTrue();
        assertThat(server.connect(EngineVersion.V4).closed()).isEqualTo(CloseReason.SERVER_STOPS);
        assertThat(server.server().sessionCount()).isZero();
        assertThat(application.heard).hasSize(3).containsOnly("closed SERVER_STOPS");
    }

    @Test
    void an_application_that_ends_a_session_while_it_opens_hears_its_end() {
        List<CloseReason> ends = new ArrayList<>();
        TestServer rejecting = new TestServer(session -> {
            session.send("goodbye");
            session.close(CloseReason.SERVER_CLOSED);
            return new Ends(ends);
        });

        TestSocket socket = rejecting.connect(EngineVersion.V4);
        EngineSession polling = rejecting.open(EngineVersion.V4);

        assertThat(ends).containsExactly(CloseReason.SERVER_CLOSED, CloseReason.SERVER_CLOSED);
        assertThat(socket.heard()).endsWith("4goodbye");
        assertThat(socket.closed()).isEqualTo(CloseReason.SERVER_CLOSED);
        assertThat(polling.isClosed()).isTrue();
        rejecting.tickAfter(Duration.ofHours(1));
        assertThat(rejecting.watchedCount()).isZero();
        assertThat(rejecting.server().sessionCount()).isZero();
    }

    @Test
    void a_client_that_does_not_take_its_greeting_is_dropped_even_if_it_was_closed_while_it_opened() {
        TestServer rejecting = new TestServer(session -> {
            session.close(CloseReason.SERVER_CLOSED);
            return new Ends(new ArrayList<>());
        });
        RecordingWriter writer = RecordingWriter.slow();
        rejecting.connect(EngineVersion.V4, writer);

        rejecting.tickAfter(TestServer.WRITE_TIMEOUT);

        assertThat(writer.aborted()).isEqualTo(CloseReason.SERVER_CLOSED);
    }

    @Test
    void the_shortest_timeout_sets_the_pace_of_the_heartbeat() {
        assertThat(TestServer.SETTINGS.shortestTimeout()).isEqualTo(TestServer.WRITE_TIMEOUT);
    }

    private record Ends(List<CloseReason> reasons) implements EngineHandler {
        @Override
        public void text(String message) throws MalformedMessageException {
            throw new MalformedMessageException("nothing was expected");
        }

        @Override
        public void binary(byte[] message) throws MalformedMessageException {
            throw new MalformedMessageException("nothing was expected");
        }

        @Override
        public void closed(CloseReason reason) {
            reasons.add(reason);
        }
    }
}
