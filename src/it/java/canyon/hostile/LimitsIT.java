package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpAnswer;
import canyon.wire.Laravel;
import canyon.wire.Listener;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits so low that a test can reach them, and origins, on a server of its own. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
class LimitsIT {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEB_SOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final String FORBIDDEN = "{\"code\":4,\"message\":\"Forbidden\"}";
    private static final int CONNECTIONS = 10;

    private final CanyonServer canyon;
    private final Peer peer;
    private final Connected connected;
    private final Laravel laravel;

    LimitsIT(RedisServerFixture redis) throws IOException {
        canyon = CanyonServer.start(Map.of(
                "canyon.redis.url", redis.uri().toString(),
                "canyon.app.id", "app",
                "canyon.app.key", "key",
                "canyon.app.secret", "secret",
                "canyon.app.api-key", "api-key",
                "canyon.origins", "http://shop.test,https://*.shop.test",
                "canyon.limits.connections", String.valueOf(CONNECTIONS),
                "canyon.limits.channels-per-connection", "3",
                "canyon.limits.outbox-bytes", "65536"));
        peer = Peer.of(canyon);
        connected = new Connected(peer);
        laravel = Laravel.with(redis);
    }

    @AfterAll
    void stop() {
        laravel.close();
        canyon.close();
    }

    @Test
    void one_channel_too_many_is_refused_until_another_is_left() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            for (int i = 1; i <= 3; i++) {
                intruder.subscribe("channel-" + i);
            }
            intruder.subscribe("channel-3");
            intruder.isUnharmed();

            intruder.subscribe("channel-4");
            assertThat(intruder.hear()).isEqualTo("42[\"subscription_error\",\"channel-4\",429]");

            intruder.send("42[\"unsubscribe\",{\"channel\":\"channel-1\"}]");
            intruder.subscribe("channel-4");
            intruder.isUnharmed();
            laravel.event("channel-4", "E", "1");
            assertThat(intruder.hear()).isEqualTo("42[\"E\",\"channel-4\",1]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.test",
                "http://shop.test.evil.test",
                "http://evilshop.test",
                "https://shop.test",
                "http://shop.test:8080",
                "http://shop.test@evil.test",
                "http://a.shop.test",
                "null",
                "x"
            })
    void a_page_of_another_origin_is_refused(String origin) throws IOException {
        Map<String, String> headers = Map.of("Origin", origin);

        for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
            HttpAnswer answer = peer.call(method, POLLING, headers, "").answer();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo(FORBIDDEN);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
        HttpAnswer webSocket = peer.webSocket(WEB_SOCKET, headers).handshake();
        assertThat(webSocket.status()).isEqualTo(403);
        assertThat(webSocket.body()).isEqualTo("Forbidden");
    }

    @Test
    void a_script_on_a_page_of_another_origin_is_refused_by_its_page() throws IOException {
        String script = POLLING + "&j=0";

        for (Map<String, String> page : List.of(
                Map.<String, String>of(),
                Map.of("Referer", "http://evil.test/"),
                Map.of("Referer", "http://shop.test.evil.test/http://shop.test/"),
                Map.of("Referer", "http://shop.test@evil.test/"))) {
            HttpAnswer answer = peer.call("GET", script, page, "").answer();
            assertThat(answer.status()).as("from %s", page).isEqualTo(403);
            assertThat(answer.body()).isEqualTo(FORBIDDEN);
        }
        HttpAnswer allowed = peer.call("GET", script, Map.of("Referer", "http://shop.test/cart"), "")
                .answer();
        assertThat(allowed.status()).isEqualTo(200);
        String sid = allowed.body().replaceFirst(".*sid\\\\\":\\\\\"([^\\\\]+).*", "$1");
        assertThat(peer.post(POLLING + "&sid=" + sid, "1").answer().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://shop.test", "https://a.shop.test", "HTTP://SHOP.TEST"})
    void a_page_of_an_allowed_origin_may_connect(String origin) throws IOException {
        Map<String, String> headers = Map.of("Origin", origin);

        HttpAnswer answer = peer.call("GET", POLLING, headers, "").answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Vary")).contains("Origin");
        String sid = answer.body().replaceFirst(".*\"sid\":\"([^\"]+).*", "$1");
        peer.post(POLLING + "&sid=" + sid, "1").answer();
        try (RawWebSocket webSocket = peer.webSocket(WEB_SOCKET, headers)) {
            assertThat(webSocket.handshake().status()).isEqualTo(101);
        }
        connected.await(0);
    }

    @Test
    void one_connection_too_many_is_refused_until_another_is_gone() throws IOException {
        connected.await(0);
        List<Listener> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            all.add(Listener.on(peer, "all"));
        }

        HttpAnswer polling = peer.get(POLLING).answer();
        assertThat(polling.status()).isEqualTo(503);
        assertThat(polling.body()).isEqualTo("{\"code\":6,\"message\":\"Connection limit reached\"}");
        HttpAnswer webSocket = peer.webSocket(WEB_SOCKET).handshake();
        assertThat(webSocket.status()).isEqualTo(503);

        laravel.event("all", "E", "1");
        for (Listener listener : all) {
            assertThat(listener.hear()).isEqualTo("42[\"E\",\"all\",1]");
        }
        all.remove(0).close();
        connected.await(CONNECTIONS - 1);
        all.add(Listener.on(peer, "all"));
        for (Listener listener : all) {
            listener.close();
        }
        connected.await(0);
    }

    @Test
    void a_client_that_never_reads_is_closed_and_the_others_hear_everything() throws IOException {
        connected.await(0);
        String data = "\"" + "a".repeat(100_000) + "\"";
        try (Intruder intruder = Intruder.thatReadsNothing(peer);
                Listener listener = Listener.on(peer, "flood")) {
            intruder.subscribe("flood");

            int sent = 0;
            while (connected.count() == 2) {
                assertThat(sent)
                        .as("large events that wait for a client that does not read")
                        .isLessThan(1000);
                laravel.event("flood", "E" + sent, data);
                assertThat(listener.hear()).isEqualTo("42[\"E" + sent + "\",\"flood\"," + data + "]");
                sent++;
            }

            assertThat(connected.count()).isEqualTo(1);
            assertThat(sent).isPositive();
        }
        connected.await(0);
    }

    @Test
    void a_client_that_never_polls_is_closed_and_the_others_hear_everything() throws IOException {
        connected.await(0);
        PollingIntruder intruder = PollingIntruder.at(peer, 4);
        intruder.post("40\u001e42[\"subscribe\",{\"channel\":\"flood\"}]");
        try (Listener listener = Listener.on(peer, "flood")) {
            for (int i = 0; i < 3; i++) {
                laravel.event("flood", "E", "\"" + "a".repeat(30_000) + "\"");
                assertThat(listener.hear()).startsWith("42[\"E\",\"flood\",");
            }

            connected.await(1);
            intruder.isGone();
        }
        connected.await(0);
    }
}
