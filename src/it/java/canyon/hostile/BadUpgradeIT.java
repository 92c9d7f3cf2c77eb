package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpCall;
import canyon.wire.RawWebSocket;
import canyon.wire.RoundTrip;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A WebSocket that wants to take over a session by long-polling and does it wrongly ends itself at most. */
class BadUpgradeIT extends AmongOthers {
    /** What a poll gets while a WebSocket takes over. */
    private static final String NOOP = "6";

    private final PollingIntruder session;
    private final String upgrade;

    BadUpgradeIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
        session = PollingIntruder.at(peer, 4);
        upgrade = session.path().replace("transport=polling", "transport=websocket");
    }

    @BeforeEach
    void join() throws IOException {
        assertThat(session.post("40\u001e42[\"subscribe\",{\"channel\":\"upgrades\"}]")
                        .body())
                .isEqualTo("ok");
        assertThat(session.poll().answer().body()).startsWith("40{");
    }

    private void isHeardByPolling() throws IOException {
        laravel.event("upgrades", "E", "1");
        String heard = session.poll().answer().body();
        for (int i = 0; i < 100 && heard.equals(NOOP); i++) {
            // Undertow answers a close before Canyon hears of it: until then the upgrade is under way.
            heard = session.poll().answer().body();
        }
        assertThat(heard).isEqualTo("42[\"E\",\"upgrades\",1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "40", "42[\"subscribe\",{\"channel\":\"x\"}]", "2", "2prob", "3probe", "", "x", "1"})
    void what_is_no_probe_ends_the_web_socket_and_the_session_polls_on(String packet) throws IOException {
        try (RawWebSocket webSocket = peer.webSocket(upgrade)) {
            webSocket.send(packet);

            assertThat(webSocket.receive()).hasToString("closed with 1002");
        }
        isHeardByPolling();
    }

    @Test
    void a_web_socket_that_goes_after_its_probe_leaves_the_session_polling() throws IOException {
        try (RawWebSocket webSocket = peer.webSocket(upgrade)) {
            webSocket.send("2probe");
            assertThat(webSocket.receive()).hasToString("3probe");
            webSocket.sendClose();
            assertThat(webSocket.receive().isClose()).isTrue();
        }
        isHeardByPolling();
    }

    @Test
    void a_second_web_socket_is_refused_and_the_first_takes_over() throws IOException {
        try (RawWebSocket first = peer.webSocket(upgrade)) {
            first.send("2probe");
            assertThat(first.receive()).hasToString("3probe");
            assertIsRefused();
            first.send("5");
            RoundTrip.on(first);
            assertIsRefused();

            laravel.event("upgrades", "E", "1");
            assertThat(first.receive()).hasToString("42[\"E\",\"upgrades\",1]");
        }
    }

    private void assertIsRefused() throws IOException {
        try (RawWebSocket second = peer.webSocket(upgrade)) {
            assertThat(second.receive()).hasToString("closed with 1000");
        }
    }

    @Test
    void what_comes_between_the_probe_and_the_upgrade_is_neither_lost_nor_doubled() throws IOException {
        try (RawWebSocket webSocket = peer.webSocket(upgrade);
                HttpCall waiting = session.poll()) {
            webSocket.send("2probe");
            assertThat(webSocket.receive()).hasToString("3probe");
            assertThat(waiting.answer().body()).isEqualTo("6");

            laravel.event("upgrades", "E", "1");
            laravel.event("upgrades", "E", "2");
            assertThat(session.post("42[\"subscribe\",{\"channel\":\"private-x\"}]")
                            .body())
                    .isEqualTo("ok");
            webSocket.send("5");

            assertThat(new String[] {
                        webSocket.receive().text(),
                        webSocket.receive().text(),
                        webSocket.receive().text()
                    })
                    .containsExactlyInAnyOrder(
                            "42[\"E\",\"upgrades\",1]",
                            "42[\"E\",\"upgrades\",2]",
                            "42[\"subscription_error\",\"private-x\",403]");
            RoundTrip.on(webSocket);
        }
    }

    @Test
    void after_the_upgrade_polling_is_refused_and_ends_nothing() throws IOException {
        try (RawWebSocket webSocket = peer.webSocket(upgrade)) {
            webSocket.send("2probe");
            assertThat(webSocket.receive()).hasToString("3probe");
            webSocket.send("5");
            RoundTrip.on(webSocket);

            assertThat(session.poll().answer().body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            assertThat(session.post("1").body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");

            RoundTrip.on(webSocket);
        }
    }

    @Test
    void a_session_that_ends_takes_the_web_socket_that_has_not_taken_over_along() throws IOException {
        try (RawWebSocket webSocket = peer.webSocket(upgrade)) {
            webSocket.send("2probe");
            assertThat(webSocket.receive()).hasToString("3probe");

            assertThat(session.post("1").body()).isEqualTo("ok");

            assertThat(webSocket.receive()).hasToString("closed with 1000");
            session.isGone();
        }
    }
}
