package canyon.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.TestApps;
import canyon.channel.ChannelRegistry;
import canyon.connection.CloseReason;
import canyon.connection.Connections;
import canyon.connection.ThrowingWriter;
import canyon.conversation.ConversationLimits;
import canyon.conversation.Conversations;
import canyon.conversation.TestServices;
import canyon.message.ChannelName;
import canyon.message.SocketId;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import canyon.protocol.socketio.EchoProtocol;
import canyon.transport.engineio.EngineSession;
import canyon.transport.engineio.EngineVersion;
import canyon.transport.engineio.TestServer;
import canyon.transport.engineio.TestSocket;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EchoApplicationTest {
    private static final ChannelName ORDERS = new ChannelName("orders");

    private final Meters meters = new Meters();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final Connections connections = new Connections();
    private final TestServer server = new TestServer(new SocketServer(
            new EchoApplication(
                    new EchoProtocol(),
                    TestApps.directory(),
                    new Conversations(TestServices.of(registry, new ConversationLimits(2, 8), meters)),
                    connections),
            Duration.ofSeconds(45),
            1_000));

    @Test
    void a_socket_is_a_connection_that_others_know_by_its_id() {
        TestSocket client = server.connect(EngineVersion.V3);

        assertThat(connections.find(new SocketId(client.session().id()))).isPresent();
        client.says("41");

        assertThat(connections.count()).isZero();
    }

    @Test
    void only_the_main_namespace_exists() {
        TestSocket client = server.connect(EngineVersion.V4);

        client.says("40/custom,");

        assertThat(client.heard()).endsWith("44/custom,{\"message\":\"Invalid namespace\"}");
        assertThat(connections.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"subscribe\",null]",
                "42[\"unsubscribe\",null]",
                "42[\"client event\",null]",
                "42[\"subscribe\",5]",
                "42[\"subscribe\"]",
                "42[\"subscribe\",{\"channel\":null,\"auth\":null}]",
                "42[\"connect\",{}]",
                "42[\"subscribe\",{\"channel\":\"x\",\"auth\":{\"headers\":null}}]"
            })
    void what_killed_the_original_disturbs_nobody(String packet) {
        TestSocket client = server.connect(EngineVersion.V3);

        client.says(packet);
        subscribe(client);

        assertThat(client.closed()).isNull();
        assertThat(registry.subscriberCount(ORDERS)).isEqualTo(1);
    }

    @Test
    void an_unknown_event_is_counted_and_not_answered() {
        TestSocket client = server.connect(EngineVersion.V3);

        client.says("42[\"whatever\",{}]");

        assertThat(meters.droppedCount(Drop.UNKNOWN_CLIENT_EVENT)).isEqualTo(1);
        assertThat(client.heard()).hasSize(2);
    }

    @Test
    void what_comes_with_attachments_is_no_event_of_echo() {
        TestSocket client = server.connect(EngineVersion.V3);

        client.says("451-[\"subscribe\",{\"channel\":\"orders\",\"auth\":{\"_placeholder\":true,\"num\":0}}]");
        client.says(new byte[] {4, 1});

        assertThat(meters.droppedCount(Drop.UNKNOWN_CLIENT_EVENT)).isEqualTo(1);
        assertThat(registry.channelCount()).isZero();
        assertThat(client.closed()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void after_an_end_for_any_reason_nothing_is_left(CloseReason reason) {
        TestSocket client = server.connect(EngineVersion.V3);
        subscribe(client);

        client.session().close(reason);
        subscribe(client);
        client.leaves();

        assertNothingLeft();
    }

    @Test
    void a_client_whose_transport_throws_leaves_nothing_behind() {
        EngineSession session = server.open(EngineVersion.V3);

        try {
            session.outbox().attach(new ThrowingWriter(new IllegalStateException("recycled")));
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("recycled");
        }

        assertNothingLeft();
    }

    private static void subscribe(TestSocket client) {
        client.says("42[\"subscribe\",{\"channel\":\"orders\",\"auth\":{}}]");
    }

    private void assertNothingLeft() {
        server.tickAfter(Duration.ofHours(1));
        assertThat(registry.channelCount()).isZero();
        assertThat(connections.count()).isZero();
        assertThat(server.server().sessionCount()).isZero();
        assertThat(server.watchedCount()).isZero();
    }
}
