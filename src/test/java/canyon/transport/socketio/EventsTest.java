package canyon.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.message.JsonText;
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

/** Events, acknowledgements and their attachments, and what breaks the protocol of each revision. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventsTest {
    private final RecordingSockets application = new RecordingSockets();
    private final TestServer server = new TestServer(new SocketServer(application, Duration.ofSeconds(45), 10));

    @Test
    void an_event_reaches_its_namespace_with_its_arguments_as_written() {
        TestSocket client = joined(EngineVersion.V4);
        client.says("40/custom,");

        client.says("42[\"a\", 1.0 ,{\"x\":[ ]}]");
        client.says("42/custom,[\"b\\u0061\"]");

        assertThat(application.heard).endsWith("/ a 1.0,{\"x\":[ ]}", "/custom ba ");
    }

    @Test
    void a_question_is_answered_under_its_number() {
        TestSocket client = joined(EngineVersion.V4);
        client.says("40/custom,");

        client.says("4212[\"ask\"]");
        client.says("42/custom,0[\"ask\"]");

        assertThat(client.heard()).endsWith("4312[1]", "43/custom,0[1]");
    }

    @Test
    void attachments_come_and_go_in_the_form_of_each_revision() {
        byte[] attachment = {7, 8};
        byte[] typed = {4, 7, 8};
        TestSocket old = joined(EngineVersion.V3);
        TestSocket recent = joined(EngineVersion.V4);

        old.says("451-5[\"a\",{\"_placeholder\":true,\"num\":0}]");
        old.says(typed);
        recent.says("451-5[\"a\",{\"_placeholder\":true,\"num\":0}]");
        recent.says(attachment);

        assertThat(application.heard)
                .filteredOn(line -> line.endsWith("} 0708"))
                .hasSize(2);
        assertThat(old.heard()).endsWith("461-5[1]", "040708");
        assertThat(recent.heard()).endsWith("461-5[1]", "0708");
    }

    @Test
    void what_the_application_emits_has_the_name_first() {
        TestSocket client = joined(EngineVersion.V4);
        Socket socket = application.sockets.get(0);

        socket.emit("a\"b", List.of(new JsonText("1.0"), JsonText.NULL), List.of());
        socket.emit("file", List.of(), List.of(new byte[] {1}));

        assertThat(client.heard()).endsWith("42[\"a\\\"b\",1.0,null]", "451-[\"file\"]", "01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4",
                "4abc",
                "47",
                "49",
                "42[]",
                "42/nope,[\"x\"]",
                "43/nope,0[]",
                "44/nope,{}",
                "42{}",
                "42[",
                "42\"a\"",
                "42null",
                "42abc[\"a\"]",
                "41[]",
                "43{}",
                "45[\"a\"]",
                "4999-[\"a\"]",
                "451-x",
                "40{"
            })
    void revision_5_closes_for_what_breaks_the_protocol(String packet) {
        TestSocket client = joined(EngineVersion.V4);
        TestSocket other = joined(EngineVersion.V4);

        client.says(packet);

        assertThat(client.closed()).isEqualTo(CloseReason.MALFORMED);
        assertThat(other.closed()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4",
                "4abc",
                "47",
                "49",
                "42",
                "42[]",
                "42[null]",
                "42[1,\"a\"]",
                "42/nope,[\"x\"]",
                "43/nope,0[]",
                "43",
                "430[]",
                "44",
                "44\"x\"",
                "41/nope,",
                "40[]"
            })
    void revision_4_ignores_what_it_does_not_know(String packet) {
        TestSocket client = joined(EngineVersion.V3);

        client.says(packet);
        client.says("42[\"after\"]");

        assertThat(client.closed()).isNull();
        assertThat(application.heard).endsWith("/ after ");
        assertThat(client.heard()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42{}", "42[", "42null", "41[]", "45[\"a\"]", "45101-[\"a\"]", "42[[[[[", "40{"})
    void revision_4_closes_for_what_it_cannot_read(String packet) {
        TestSocket client = joined(EngineVersion.V3);

        client.says(packet);

        assertThat(client.closed()).isEqualTo(CloseReason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "42[null]", "42[5]", "42[{\"a\":1}]", "430[]", "461-0[1]"})
    void revision_5_ignores_what_is_harmless(String packet) {
        TestSocket client = joined(EngineVersion.V4);

        client.says(packet);

        assertThat(client.closed()).isNull();
        assertThat(application.heard).hasSize(1);
    }

    @Test
    void binary_where_text_belongs_ends_the_connection() {
        for (EngineVersion version : EngineVersion.values()) {
            TestSocket client = joined(version);

            client.says(new byte[] {4, 1, 2});

            assertThat(client.closed()).isEqualTo(CloseReason.MALFORMED);
        }
    }

    @Test
    void text_where_an_attachment_belongs_ends_the_connection() {
        for (EngineVersion version : EngineVersion.values()) {
            TestSocket client = joined(version);
            client.says("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");

            client.says("42[\"b\"]");

            assertThat(client.closed()).isEqualTo(CloseReason.MALFORMED);
        }
    }

    @Test
    void attachments_over_the_bound_end_the_connection() {
        TestSocket client = joined(EngineVersion.V4);
        client.says("452-[\"a\"]");
        client.says(new byte[10]);
        assertThat(client.closed()).isNull();

        client.says(new byte[1]);

        assertThat(client.closed()).isEqualTo(CloseReason.MALFORMED);
    }

    private TestSocket joined(EngineVersion version) {
        TestSocket client = server.connect(version);
        if (version == EngineVersion.V4) {
            client.says("40");
        }
        return client;
    }
}
