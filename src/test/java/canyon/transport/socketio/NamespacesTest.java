package canyon.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.transport.engineio.EngineVersion;
import canyon.transport.engineio.TestServer;
import canyon.transport.engineio.TestSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NamespacesTest {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    private final RecordingSockets application = new RecordingSockets();
    private final TestServer server = new TestServer(new SocketServer(application, CONNECT_TIMEOUT, 1_000));

    @Test
    void revision_4_is_in_the_main_namespace_from_the_beginning() {
        TestSocket client = server.connect(EngineVersion.V3);

        assertThat(said(client)).containsExactly("40");
        assertThat(application.heard).containsExactly("/ connected {}");
        assertThat(application.sockets.get(0).id().text())
                .isEqualTo(client.session().id());
    }

    @Test
    void revision_5_joins_with_a_payload_that_is_kept() {
        TestSocket client = server.connect(EngineVersion.V4);
        assertThat(said(client)).isEmpty();

        client.says("40{\"headers\":{\"Authorization\":\"Bearer 1\"}}");

        assertThat(application.heard).containsExactly("/ connected {\"headers\":{\"Authorization\":\"Bearer 1\"}}");
        String id = application.sockets.get(0).id().text();
        assertThat(said(client)).containsExactly("40{\"sid\":\"" + id + "\"}");
        assertThat(id).matches("\\d+\\.\\d+").isNotEqualTo(client.session().id());
    }

    @Test
    void a_payload_that_is_too_long_to_be_kept_ends_the_connection() {
        TestSocket within = server.connect(EngineVersion.V4);
        TestSocket over = server.connect(EngineVersion.V4);

        within.says("40{\"token\":\"" + "x".repeat(16 * 1024 - 12) + "\"}");
        over.says("40{\"token\":\"" + "x".repeat(16 * 1024 - 11) + "\"}");

        assertThat(within.closed()).isNull();
        assertThat(application.heard).hasSize(1);
        assertThat(over.closed()).isEqualTo(CloseReason.MALFORMED);
    }

    @Test
    void another_namespace_has_a_socket_of_its_own() {
        TestSocket old = server.connect(EngineVersion.V3);
        TestSocket recent = server.connect(EngineVersion.V4);

        old.says("40/custom?token=x,");
        recent.says("40/custom,{\"a\":1}");

        assertThat(said(old)).containsExactly("40", "40/custom,");
        assertThat(application.sockets.get(1).id().text())
                .isEqualTo("/custom#" + old.session().id());
        assertThat(said(recent))
                .containsExactly(
                        "40/custom,{\"sid\":\"" + application.sockets.get(2).id() + "\"}");
    }

    @Test
    void a_namespace_that_does_not_exist_is_refused_in_the_form_of_each_revision() {
        TestSocket old = server.connect(EngineVersion.V3);
        TestSocket recent = server.connect(EngineVersion.V4);

        old.says("40/nope");
        recent.says("40/nope,{}");

        assertThat(said(old)).containsExactly("40", "44/nope,\"Invalid namespace\"");
        assertThat(said(recent)).containsExactly("44/nope,{\"message\":\"Invalid namespace\"}");
        assertThat(recent.closed()).isNull();
    }

    @Test
    void joining_twice_changes_nothing() {
        TestSocket client = server.connect(EngineVersion.V4);

        client.says("40");
        client.says("40");

        assertThat(said(client)).hasSize(1);
        assertThat(application.heard).containsExactly("/ connected {}");
    }

    @Test
    void a_namespace_that_was_left_hears_nothing_more_and_can_be_joined_again() {
        TestSocket client = server.connect(EngineVersion.V3);
        client.says("41");
        client.says("42[\"too late\"]");
        client.says("41");

        client.says("40");
        client.says("42[\"again\"]");

        assertThat(application.heard)
                .containsExactly("/ connected {}", "/ disconnected CLIENT_CLOSED", "/ connected {}", "/ again ");
        assertThat(client.closed()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40[]", "40\"x\"", "40null"})
    void the_payload_of_a_connect_is_an_object(String packet) {
        TestSocket client = server.connect(EngineVersion.V4);

        client.says(packet);

        assertThat(client.closed()).isEqualTo(CloseReason.MALFORMED);
    }

    @Test
    void a_client_joins_a_bounded_number_of_namespaces() {
        TestServer roomy = new TestServer(new SocketServer(new Everywhere(), CONNECT_TIMEOUT, 1_000));
        TestSocket client = roomy.connect(EngineVersion.V4);

        for (int i = 0; i < 101; i++) {
            client.says("40/n" + i + ",");
        }

        assertThat(said(client)).hasSize(101);
        assertThat(said(client)).last().isEqualTo("44/n100,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void a_client_of_revision_5_that_joins_nothing_in_time_is_closed() {
        TestSocket idle = server.connect(EngineVersion.V4);
        TestSocket refused = server.connect(EngineVersion.V4);
        refused.says("40/nope,");
        TestSocket joined = server.connect(EngineVersion.V4);
        joined.says("40");
        joined.says("41");
        TestSocket old = server.connect(EngineVersion.V3);

        server.tickAfter(CONNECT_TIMEOUT.minusMillis(500));
        assertThat(idle.closed()).isNull();
        server.tickAfter(CONNECT_TIMEOUT);

        assertThat(idle.closed()).isEqualTo(CloseReason.CONNECT_TIMEOUT);
        assertThat(refused.closed()).isEqualTo(CloseReason.CONNECT_TIMEOUT);
        assertThat(joined.closed()).isNull();
        assertThat(old.closed()).isNull();
    }

    @Test
    void at_the_end_every_namespace_is_told_once() {
        TestSocket client = server.connect(EngineVersion.V3);
        client.says("40/custom");

        client.leaves();
        client.says("40/custom");

        assertThat(application.heard)
                .containsExactlyInAnyOrder(
                        "/ connected {}",
                        "/custom connected {}",
                        "/ disconnected TRANSPORT_LOST",
                        "/custom disconnected TRANSPORT_LOST");
    }

    @Test
    void a_namespace_joined_at_the_moment_of_the_end_is_left_again() {
        ClosingSockets closing = new ClosingSockets();
        TestSocket client = new TestServer(new SocketServer(closing, CONNECT_TIMEOUT, 1_000)).connect(EngineVersion.V4);

        client.says("40");

        assertThat(closing.ends).containsExactly(CloseReason.SERVER_CLOSED);
    }

    /** What the client heard after the greeting. */
    static List<String> said(TestSocket client) {
        return client.heard().subList(1, client.heard().size());
    }
}
