package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpAnswer;
import canyon.wire.Laravel;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import canyon.wire.WebSocketFrame;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings that nobody would choose, each with its effect, on a server of its own.
 *
 * <p>Who only listens is a client of Engine.IO 3, which is sent no pings that would stand between the events.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
class OddSettingsIT {
    private static final String WEB_SOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final String API_KEY = "odd/key=+ %?&#";
    private static final int MAX_PAYLOAD = 2000;
    private static final int TOO_BIG = 1009;

    private final RedisServerFixture redis;
    private final CanyonServer canyon;
    private final Peer peer;
    private final Laravel laravel;

    OddSettingsIT() throws IOException {
        redis = RedisServerFixture.start();
        canyon = CanyonServer.start(Map.ofEntries(
                Map.entry("canyon.public-url", "https://odd.test/"),
                Map.entry("canyon.redis.url", redis.uri().toString()),
                Map.entry("canyon.redis.prefix", "odd-*-"),
                Map.entry("canyon.app.id", "Odd_app-1.0"),
                Map.entry("canyon.app.key", "0"),
                Map.entry("canyon.app.secret", "\""),
                Map.entry("canyon.app.api-key", API_KEY),
                Map.entry("canyon.socketio.transports", "websocket"),
                Map.entry("canyon.socketio.client-version", "4"),
                Map.entry("canyon.socketio.ping-interval", "PT0.4S"),
                Map.entry("canyon.socketio.ping-timeout", "PT2S"),
                Map.entry("canyon.socketio.connect-timeout", "PT1S"),
                Map.entry("canyon.socketio.max-payload", String.valueOf(MAX_PAYLOAD)),
                Map.entry("canyon.limits.channel-name-length", "20"),
                Map.entry("canyon.limits.event-name-length", "10"),
                Map.entry("canyon.limits.http-body-bytes", "1024"),
                Map.entry("canyon.limits.redis-message-bytes", "1024"),
                Map.entry("canyon.limits.intake-bytes", "1024"),
                Map.entry("canyon.fast-path", "off"),
                Map.entry("canyon.fan-out.workers", "1")));
        peer = Peer.of(canyon);
        laravel = Laravel.with(redis);
    }

    @AfterAll
    void stop() throws IOException {
        try (redis;
                canyon;
                laravel) {
            // Laravel first, then Canyon, then their Redis.
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void polling_is_unknown_and_web_sockets_are_told_the_odd_times(int version) throws IOException {
        HttpAnswer polling =
                peer.get("/socket.io/?EIO=" + version + "&transport=polling").answer();
        assertThat(polling.status()).isEqualTo(400);
        assertThat(polling.body()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");

        try (RawWebSocket webSocket = peer.webSocket("/socket.io/?transport=websocket&EIO=" + version)) {
            assertThat(webSocket.receive().text())
                    .contains("\"upgrades\":[],\"pingInterval\":400,\"pingTimeout\":2000")
                    .endsWith(version == 4 ? ",\"maxPayload\":2000}" : ":2000}");
        }
    }

    @ParameterizedTest
    @CsvSource({"/socket.io/socket.io.js, 4.", "/socket.io/2/socket.io.js, 2.", "/socket.io/4/socket.io.js, 4."})
    void the_other_client_is_the_one_without_a_number(String path, String version) throws IOException {
        assertThat(peer.get(path).answer().body()).startsWith("/*!\n * Socket.IO v" + version);
    }

    @Test
    void a_silent_client_is_pinged_and_then_closed() throws IOException {
        try (RawWebSocket webSocket = peer.webSocket(WEB_SOCKET)) {
            webSocket.send("40");

            List<String> heard = new ArrayList<>();
            WebSocketFrame frame = webSocket.receive();
            while (!frame.isClose()) {
                heard.add(frame.text().substring(0, 1));
                frame = webSocket.receive();
            }

            assertThat(heard).containsExactlyInAnyOrder("0", "4", "2");
        }
    }

    @Test
    void a_client_that_answers_pings_stays() throws IOException {
        try (RawWebSocket webSocket = peer.webSocket(WEB_SOCKET)) {
            webSocket.send("40");
            // More than it may keep silent.
            for (int pings = 0; pings < 8; ) {
                String packet = webSocket.receive().toString();
                assertThat(packet).doesNotStartWith("closed");
                if (packet.equals("2")) {
                    webSocket.send("3");
                    pings++;
                }
            }
        }
    }

    @Test
    void a_client_that_joins_nothing_is_closed_although_it_answers_pings() throws IOException {
        try (RawWebSocket webSocket = peer.webSocket(WEB_SOCKET)) {
            assertThat(webSocket.receive().text()).startsWith("0{");

            WebSocketFrame frame = webSocket.receive();
            for (int pings = 0; pings < 100 && frame.toString().equals("2"); pings++) {
                webSocket.send("3");
                frame = webSocket.receive();
            }

            assertThat(frame).hasToString("closed with 1000");
        }
    }

    @Test
    void a_message_over_the_odd_size_closes() throws IOException {
        String start = "42[\"nobody\",\"";
        try (Intruder intruder = Intruder.at(peer, 3)) {
            intruder.send(start + "a".repeat(MAX_PAYLOAD - start.length() - 2) + "\"]");
            intruder.isUnharmed();

            intruder.send(start + "a".repeat(MAX_PAYLOAD - start.length() - 1) + "\"]");

            intruder.isClosedWith(TOO_BIG);
        }
    }

    @Test
    void laravel_is_heard_under_the_odd_prefix_alone_and_what_is_too_long_is_dropped() throws IOException {
        try (Intruder listener = Intruder.at(peer, 3)) {
            listener.subscribe("news");
            listener.subscribe("channel-name-of-21-ch");
            assertThat(listener.hear()).isEqualTo("42[\"subscription_error\",\"channel-name-of-21-c\",400]");

            laravel.event("news", "E", "1");
            laravel.event("laravel_database_news", "E", "2");
            laravel.event("odd-shop-news", "e".repeat(11), "3");
            laravel.event("odd-shop-news", "E", "\"" + "a".repeat(1024) + "\"");
            laravel.event("odd-shop-news", "e".repeat(10), "\"" + "a".repeat(900) + "\"");
            laravel.event("odd-other-news", "E", "4");

            assertThat(listener.hear()).isEqualTo("42[\"eeeeeeeeee\",\"news\",\"" + "a".repeat(900) + "\"]");
            assertThat(listener.hear()).isEqualTo("42[\"E\",\"news\",4]");
        }
    }

    @Test
    void many_clients_and_many_events_get_along_with_one_worker_and_a_tiny_intake() throws IOException {
        List<Intruder> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Intruder listener = Intruder.at(peer, 3);
            listener.subscribe("many");
            listener.isUnharmed();
            all.add(listener);
        }

        for (int n = 0; n < 100; n++) {
            laravel.event("odd-shop-many", "E" + n, "\"" + "a".repeat(500) + "\"");
        }

        for (Intruder listener : all) {
            try (listener) {
                for (int n = 0; n < 100; n++) {
                    assertThat(listener.hear()).startsWith("42[\"E" + n + "\",\"many\",");
                }
            }
        }
    }

    @Test
    void the_http_api_knows_the_odd_application_and_its_limits() throws IOException {
        assertThat(publish("E", "1").body()).isEqualTo("{\"message\":\"ok\"}");
        assertThat(publish("e".repeat(10), "1").status()).isEqualTo(200);
        HttpAnswer longName = publish("e".repeat(11), "1");
        assertThat(longName.status()).isEqualTo(400);
        assertThat(longName.body()).contains("must have at most 10 characters (canyon.limits.event-name-length)");
        HttpAnswer large = publish("E", "\"" + "a".repeat(1024) + "\"");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.body()).contains("at most 1024 bytes (canyon.limits.http-body-bytes)");

        String query = "?auth_key=" + URLEncoder.encode(API_KEY, StandardCharsets.UTF_8);
        assertThat(peer.get("/apps/Odd_app-1.0/status" + query).answer().body()).contains("\"subscription_count\"");
    }

    private HttpAnswer publish(String event, String data) throws IOException {
        return peer.call(
                        "POST",
                        "/apps/Odd_app-1.0/events",
                        Map.of("Authorization", API_KEY),
                        "{\"channel\":\"c\",\"name\":\"" + event + "\",\"data\":" + data + "}")
                .answer();
    }

    @Test
    void the_log_tells_the_public_address_and_which_writer_is_used() throws IOException {
        Intruder.at(peer, 3).close();

        assertThat(canyon.log())
                .contains("Canyon serves Socket.IO and Pusher clients at https://odd.test")
                .contains("WebSockets are written by the portable writer")
                .doesNotContain(API_KEY);
    }
}
