package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.Origins;
import canyon.config.TrustedProxies;
import canyon.connection.CloseReason;
import canyon.connection.TestMonitor;
import canyon.transport.BrowserSession;
import canyon.transport.FrameWriters;
import canyon.transport.OpeningConfigurator;
import canyon.transport.TextParts;
import canyon.transport.engineio.EngineEndpoint.Opening;
import canyon.transport.engineio.EngineSettings.EngineLimits;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineEndpointTest {
    private static final EndpointConfig CONFIG = ServerEndpointConfig.Builder.create(
                    EngineEndpoint.class, EngineEndpoint.PATH)
            .build();

    private final RecordingApplication application = new RecordingApplication();
    private final TestMonitor monitor = new TestMonitor();
    private final EngineServer server = new EngineServer(
            new EngineSettings(
                    TestServer.SETTINGS.transports(),
                    TestServer.SETTINGS.heartbeat(),
                    new EngineLimits(10, 10, 2_000, Duration.ofSeconds(5), 0)),
            application,
            monitor.monitor());
    private final EngineDoor door = new EngineDoor(
            server,
            "/socket.io",
            Origins.parse("*"),
            TrustedProxies.parse("127.0.0.1"),
            FrameWriters.portable(Runnable::run));
    private final BrowserSession browser = new BrowserSession(false);
    private final EngineEndpoint endpoint = new EngineEndpoint();

    @Test
    void a_WebSocket_becomes_a_session_with_bounded_messages_and_no_idle_time() {
        open(EngineVersion.V4, null);

        assertThat(browser.sent()).hasSize(1).first().asString().startsWith("0{\"sid\":");
        assertThat(browser.limits())
                .containsEntry("setMaxTextMessageBufferSize", 10)
                .containsEntry("setMaxBinaryMessageBufferSize", 10)
                .containsEntry("setMaxIdleTimeout", -1L);
    }

    @Test
    void messages_reach_the_application_by_the_rules_of_their_revision() {
        open(EngineVersion.V3, null);

        endpoint.text("4a");
        endpoint.binary(new byte[] {4, 1});

        assertThat(application.heard).containsExactly("a", "binary 01");
    }

    @Test
    void binary_of_revision_4_has_no_type() {
        open(EngineVersion.V4, null);

        endpoint.binary(new byte[] {4, 1});

        assertThat(application.heard).containsExactly("binary 0401");
    }

    @Test
    void a_message_over_the_bound_ends_the_session_whatever_the_container_lets_through() {
        open(EngineVersion.V4, null);

        endpoint.text("4éééé");
        assertThat(application.heard).containsExactly("éééé");
        endpoint.text("4ééééé");

        assertThat(application.heard).endsWith("closed TOO_BIG");
        assertThat(closeCode()).isEqualTo(1009);
    }

    @Test
    void a_message_that_comes_in_parts_is_one_and_ends_the_session_before_its_end_if_it_is_too_long() {
        open(EngineVersion.V4, null);

        TextParts parts = new TextParts(10, endpoint.new Texts());

        parts.onMessage("4é", false);
        parts.onMessage("é", true);
        assertThat(application.heard).containsExactly("éé");
        parts.onMessage("4éé", false);
        parts.onMessage("ééé", false);

        assertThat(application.heard).endsWith("closed TOO_BIG");
        assertThat(closeCode()).isEqualTo(1009);
    }

    @Test
    void binary_over_the_bound_ends_the_session_too() {
        open(EngineVersion.V4, null);

        endpoint.binary(new byte[11]);

        assertThat(closeCode()).isEqualTo(1009);
    }

    @Test
    void what_breaks_the_protocol_ends_the_session() {
        open(EngineVersion.V4, null);

        endpoint.text("abc");

        assertThat(application.heard).containsExactly("closed MALFORMED");
        assertThat(closeCode()).isEqualTo(1002);
    }

    @Test
    void a_fault_of_the_application_ends_its_session_only() {
        open(EngineVersion.V4, null);
        application.fault = new IllegalStateException("as the test asked for");

        endpoint.text("4a");

        assertThat(application.heard).containsExactly("closed SERVER_FAULT");
        assertThat(closeCode()).isEqualTo(1011);
    }

    @Test
    void a_WebSocket_that_goes_takes_its_session_along() {
        open(EngineVersion.V4, null);

        endpoint.error(new IOException("reset"));
        endpoint.close();
        endpoint.close();

        assertThat(application.heard).containsExactly("closed TRANSPORT_LOST");
        assertThat(server.sessionCount()).isZero();
        assertThat(monitor.watchedCount()).isZero();
    }

    @Test
    void a_WebSocket_for_a_session_that_is_gone_is_refused_and_hears_nothing() {
        open(EngineVersion.V4, "unknown");

        endpoint.text("2probe");
        endpoint.binary(new byte[1]);
        assertThat(browser.sent()).isEmpty();
        assertThat(closeCode()).isEqualTo(CloseReason.SESSION_UNKNOWN.code());
        endpoint.close();

        assertThat(monitor.watchedCount()).isZero();
    }

    @Test
    void a_WebSocket_that_did_not_pass_the_filter_is_closed() throws IOException {
        endpoint.open(browser.session(), CONFIG);

        endpoint.text("2probe");
        endpoint.close();

        assertThat(closeCode()).isEqualTo(1011);
    }

    private void open(EngineVersion version, @Nullable String sid) {
        browser.session()
                .getUserProperties()
                .put(
                        OpeningConfigurator.class.getName(),
                        new Opening(door, new Handshake(version, sid, false, "127.0.0.1", null, PageHeaders.NONE)));
        try {
            endpoint.open(browser.session(), CONFIG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int closeCode() {
        return Objects.requireNonNull(browser.closed()).getCloseCode().getCode();
    }
}
