package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshake, messages and heartbeats of one client by WebSocket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineSessionTest {
    private static final Duration SOON = Duration.ofMillis(100);

    private final RecordingApplication application = new RecordingApplication();
    private final TestServer server = new TestServer(application);

    @Test
    void a_client_of_revision_3_is_greeted_with_an_id_of_Pushers_shape() {
        TestSocket socket = server.connect(EngineVersion.V3);

        assertThat(socket.session().id()).matches("\\d+\\.\\d+");
        assertThat(socket.heard())
                .containsExactly("0{\"sid\":\"" + socket.session().id()
                        + "\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}");
    }

    @Test
    void a_client_of_revision_4_is_greeted_with_a_secret_and_the_largest_payload() {
        TestSocket socket = server.connect(EngineVersion.V4);

        assertThat(socket.session().id()).matches("[A-Za-z0-9_-]{24}");
        assertThat(socket.heard())
                .containsExactly("0{\"sid\":\"" + socket.session().id()
                        + "\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":100000000}");
    }

    @Test
    void messages_reach_the_application_with_their_kind() {
        TestSocket old = server.connect(EngineVersion.V3);
        TestSocket recent = server.connect(EngineVersion.V4);

        old.says("4text");
        old.says(new byte[] {4, 1, 2});
        recent.says("4");
        recent.says(new byte[] {4, 1, 2});

        assertThat(application.heard).containsExactly("text", "binary 0102", "", "binary 040102");
    }

    @Test
    void messages_are_sent_in_the_form_of_each_revision() {
        TestSocket old = server.connect(EngineVersion.V3);
        TestSocket recent = server.connect(EngineVersion.V4);

        old.session().send("text");
        old.session().send(new byte[] {1, 2});
        recent.session().send("text");
        recent.session().send(new byte[] {1, 2});

        assertThat(old.heard()).element(1).isEqualTo("4text");
        assertThat(old.heard()).element(2).isEqualTo("040102");
        assertThat(recent.heard()).element(1).isEqualTo("4text");
        assertThat(recent.heard()).element(2).isEqualTo("0102");
    }

    @Test
    void a_client_of_revision_3_pings_and_is_answered() {
        TestSocket socket = server.connect(EngineVersion.V3);

        socket.says("2");
        server.tickAfter(TestServer.PING_INTERVAL.plus(SOON));

        assertThat(socket.heard()).endsWith("3").hasSize(2);
        socket.says("3");
        assertThat(socket.closed()).isEqualTo(CloseReason.MALFORMED);
    }

    @Test
    void a_client_of_revision_4_is_pinged_and_must_answer() {
        TestSocket socket = server.connect(EngineVersion.V4);

        server.tickAfter(TestServer.PING_INTERVAL.minus(SOON));
        assertThat(socket.heard()).hasSize(1);
        server.tickAfter(TestServer.PING_INTERVAL);
        assertThat(socket.heard()).endsWith("2").hasSize(2);
        socket.says("3");
        server.tickAfter(TestServer.PING_INTERVAL.minus(SOON));

        assertThat(socket.closed()).isNull();
        socket.says("2");
        assertThat(socket.closed()).isEqualTo(CloseReason.MALFORMED);
    }

    @Test
    void a_client_that_does_not_answer_the_ping_is_given_up_and_dropped() {
        TestSocket socket = server.connect(EngineVersion.V4);
        server.tickAfter(TestServer.PING_INTERVAL);

        socket.says("4alive, but no pong");
        server.tickAfter(TestServer.PING_INTERVAL.plus(TestServer.PING_TIMEOUT).minus(SOON));
        assertThat(socket.closed()).isNull();
        server.tickAfter(TestServer.PING_INTERVAL.plus(TestServer.PING_TIMEOUT));

        assertThat(socket.writer().aborted()).isEqualTo(CloseReason.PING_TIMEOUT);
        assertThat(application.heard).endsWith("closed PING_TIMEOUT");
        assertThat(server.watchedCount()).isZero();
        assertThat(server.server().sessionCount()).isZero();
    }

    @Test
    void a_client_of_revision_3_that_says_nothing_is_given_up() {
        TestSocket socket = server.connect(EngineVersion.V3);

        server.tickAfter(TestServer.PING_INTERVAL.plus(TestServer.PING_TIMEOUT).minus(SOON));
        assertThat(socket.closed()).isNull();
        server.tickAfter(TestServer.PING_INTERVAL.plus(TestServer.PING_TIMEOUT));

        assertThat(socket.writer().aborted()).isEqualTo(CloseReason.PING_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{}", "5", "6", "6x"})
    void packets_without_a_meaning_from_a_client_are_ignored(String packet) {
        TestSocket socket = server.connect(EngineVersion.V4);

        socket.says(packet);
        socket.says("4after");

        assertThat(socket.closed()).isNull();
        assertThat(application.heard).containsExactly("after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "9", "7", "4malformed"})
    void what_breaks_the_protocol_ends_the_session(String packet) {
        TestSocket socket = server.connect(EngineVersion.V4);
        TestSocket other = server.connect(EngineVersion.V4);

        socket.says(packet);
        socket.says("4after");

        assertThat(socket.closed()).isEqualTo(CloseReason.MALFORMED);
        assertThat(application.heard).containsExactly("closed MALFORMED");
        other.says("4still here");
        assertThat(application.heard).endsWith("still here");
    }

    @Test
    void a_binary_message_of_revision_3_needs_a_type() {
        TestSocket socket = server.connect(EngineVersion.V3);

        socket.says(new byte[0]);

        assertThat(socket.closed()).isEqualTo(CloseReason.MALFORMED);
    }
}
