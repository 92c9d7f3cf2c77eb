package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.AuthRequest;
import canyon.support.CanyonServer;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import canyon.wire.RawWebSocket;
import canyon.wire.WebSocketFrame;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients give for their authorization, and what of it reaches the application. */
class BadCredentialsIT extends AmongMembers {
    private static final String CHANNEL = "private-credentials";
    private static final String REFUSED = "42[\"subscription_error\",\"" + CHANNEL + "\",";

    BadCredentialsIT(CanyonServer canyon, RedisServerFixture redis, LaravelApp app) throws IOException {
        super(canyon, redis, app);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "5",
                "\"headers\"",
                "[]",
                "{}",
                "{\"headers\":null}",
                "{\"headers\":5}",
                "{\"headers\":\"Authorization: Bearer good:2\"}",
                "{\"headers\":[]}",
                "{\"headers\":[\"Authorization\",\"Bearer good:2\"]}",
                "{\"headers\":[{\"Authorization\":\"Bearer good:2\"}]}",
                "{\"headers\":{}}",
                "{\"headers\":{\"Authorization\":null}}",
                "{\"headers\":{\"Authorization\":{}}}",
                "{\"headers\":{\"Authorization\":[\"Bearer good:2\"]}}",
                "{\"Authorization\":\"Bearer good:2\"}",
                "{\"HEADERS\":{\"Authorization\":\"Bearer good:2\"}}"
            })
    void without_usable_headers_the_application_is_asked_about_a_stranger(String auth) throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(CHANNEL, auth);

            assertThat(intruder.hear()).isEqualTo(REFUSED + "403]");
            AuthRequest request = app.await(CHANNEL);
            assertThat(request.headers("Authorization")).isEmpty();
            assertThat(request.headers("Cookie")).isEmpty();
            assertThat(request.headers("X-Requested-With")).containsExactly("XMLHttpRequest");
            intruder.isUnharmed();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Host, evil.test",
        "HOST, evil.test",
        "Content-Length, 5",
        "content-length, 0",
        "Content-Type, application/json",
        "Content-Encoding, gzip",
        "Content-Disposition, attachment",
        "Transfer-Encoding, chunked",
        "Connection, close",
        "Keep-Alive, timeout=1",
        "Proxy-Connection, close",
        "Proxy-Authorization, Basic x",
        "Proxy-Authenticate, Basic x",
        "TE, trailers",
        "Trailer, X-Evil",
        "Upgrade, h2c",
        "Expect, 100-continue",
        "Forwarded, for=1.2.3.4",
        "X-Forwarded-For, 1.2.3.4",
        "x-forwarded-host, evil.test",
        "X-Forwarded-Proto, https",
        "X-Forwarded-Anything, evil",
        "X_Forwarded_For, 1.2.3.4",
        "Content_Length, 5"
    })
    void a_header_about_the_call_itself_never_reaches_the_application(String name, String value) throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(
                    CHANNEL,
                    "{\"headers\":{\"Authorization\":\"Bearer good:2\",\"" + name + "\":\"" + value
                            + "\",\"X-Custom\":\"yes\"}}");

            AuthRequest request = app.await(CHANNEL);
            occupancy.await(CHANNEL, 1);
            assertThat(request.headers(name)).isNotEqualTo(List.of(value));
            assertThat(request.headers(name)).hasSizeLessThanOrEqualTo(1);
            assertThat(request.headers("Host"))
                    .containsExactly("127.0.0.1:" + app.uri().getPort());
            assertThat(request.headers("Content-Type"))
                    .singleElement()
                    .asString()
                    .startsWith("application/x-www-form-urlencoded");
            assertThat(request.form()).containsOnlyKeys("channel_name", "socket_id");
            assertThat(request.headers("X-Custom")).containsExactly("yes");
            assertThat(request.headerNames()).noneMatch(given -> given.matches("x.forwarded.*"));
        }
        occupancy.await(CHANNEL, 0);
    }

    @Test
    void what_a_connection_header_names_does_not_reach_the_application_either() throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(
                    CHANNEL, "{\"headers\":{\"X-Hop\":\"1\",\"Connection\":\"x-hop, keep-alive\",\"X-End\":\"2\"}}");

            AuthRequest request = app.await(CHANNEL);
            assertThat(request.headers("X-Hop")).isEmpty();
            assertThat(request.headers("X-End")).containsExactly("2");
            assertThat(intruder.hear()).isEqualTo(REFUSED + "403]");
        }
    }

    @Test
    void nobody_else_can_pretend_to_be_a_browser_that_wants_a_page() throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(
                    CHANNEL,
                    "{\"headers\":{\"X-REQUESTED-WITH\":\"nobody\",\"accept\":\"text/html\","
                            + "\"AUTHORIZATION\":\"Bearer good:2\"}}");

            AuthRequest request = app.await(CHANNEL);
            assertThat(request.headers("X-Requested-With")).containsExactly("XMLHttpRequest");
            assertThat(request.headers("Accept")).containsExactly("application/json");
            assertThat(request.headers("Authorization")).containsExactly("Bearer good:2");
            occupancy.await(CHANNEL, 1);
        }
        occupancy.await(CHANNEL, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"X-A\":\"1\\r\\nX-Evil: 2\"",
                "\"X-A\":\"1\\nX-Evil: 2\"",
                "\"X-A\":\"1\\rX-Evil: 2\"",
                "\"X-A\":\"1\\u0000\"",
                "\"X-A\":\"Zo\u00eb\"",
                "\"X-A\":\"\u560a\u560dX-Evil: 2\"",
                "\"X-A\":\"\\ud800\"",
                "\"X-Evil: 2\\r\\nX-A\":\"1\"",
                "\"X-A\\nX-Evil\":\"1\"",
                "\"X A\":\"1\"",
                "\"X-A:\":\"1\"",
                "\"\":\"1\"",
                "\"\\u0000\":\"1\"",
                "\"X-\u00eb\":\"1\""
            })
    void a_header_that_http_cannot_carry_is_refused_and_nobody_is_asked(String header) throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(CHANNEL, "{\"headers\":{\"Authorization\":\"Bearer good:2\"," + header + "}}");

            assertThat(intruder.hear()).isEqualTo(REFUSED + "400]");
            assertNotAsked(intruder);
        }
    }

    @Test
    void headers_without_end_are_refused_and_nobody_is_asked() throws Exception {
        StringBuilder many = new StringBuilder("{\"headers\":{\"X-0\":\"0\"");
        for (int i = 1; i < 10_000; i++) {
            many.append(",\"X-").append(i).append("\":\"").append(i).append('"');
        }
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(CHANNEL, "{\"headers\":{\"X-A\":\"" + "a".repeat(900_000) + "\"}}");
            assertThat(intruder.hear()).isEqualTo(REFUSED + "400]");
            intruder.subscribe(CHANNEL, many.append("}}").toString());
            assertThat(intruder.hear()).isEqualTo(REFUSED + "400]");
            assertNotAsked(intruder);
        }
    }

    @Test
    void a_value_that_is_a_number_or_a_flag_arrives_as_it_was_written() throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(
                    CHANNEL, "{\"headers\":{\"X-Number\":1.50,\"X-Flag\":true,\"X-Empty\":\"\",\"__proto__\":\"p\"}}");

            AuthRequest request = app.await(CHANNEL);
            assertThat(request.headers("X-Number")).containsExactly("1.50");
            assertThat(request.headers("X-Flag")).containsExactly("true");
            assertThat(request.headers("__proto__")).containsExactly("p");
            assertThat(intruder.hear()).isEqualTo(REFUSED + "403]");
        }
    }

    /** A page of somebody else must not subscribe as the user whose browser shows it. */
    @ParameterizedTest
    @CsvSource({
        "'', true",
        "http://127.0.0.1, true",
        "http://127.0.0.1:8080, true",
        "https://127.0.0.1, true",
        "http://evil.test, false",
        "http://127.0.0.1.evil.test, false",
        "http://127.0.0.1@evil.test, false",
        "null, false",
        "file://, false"
    })
    void the_cookie_of_the_handshake_vouches_only_for_pages_of_the_same_host(String origin, boolean vouches)
            throws Exception {
        Map<String, String> handshake = origin.isEmpty()
                ? Map.of("Cookie", "laravel_session=good:2")
                : Map.of("Cookie", "laravel_session=good:2", "Origin", origin);
        try (Intruder intruder = Intruder.at(peer, 4, handshake)) {
            intruder.subscribe(CHANNEL, "{}");

            AuthRequest request = app.await(CHANNEL);
            if (vouches) {
                assertThat(request.headers("Cookie")).containsExactly("laravel_session=good:2");
                occupancy.await(CHANNEL, 1);
            } else {
                assertThat(request.headers("Cookie")).isEmpty();
                assertThat(intruder.hear()).isEqualTo(REFUSED + "403]");
            }
            intruder.subscribe(CHANNEL, "{\"headers\":{\"cookie\":\"laravel_session=good:3\"}}");
            assertThat(app.await(CHANNEL).headers("Cookie")).containsExactly("laravel_session=good:3");
        }
        occupancy.await(CHANNEL, 0);
    }

    @Test
    void the_headers_of_the_connect_count_where_a_subscription_has_none() throws Exception {
        String payload = "{\"headers\":{\"Authorization\":\"Bearer good:2\",\"X-Forwarded-For\":\"1.2.3.4\"}}";
        try (Intruder intruder = Intruder.connectedWith(peer, payload)) {
            intruder.subscribe(CHANNEL, "{\"headers\":{\"Authorization\":\"bad\"}}");
            assertThat(intruder.hear()).isEqualTo(REFUSED + "403]");
            assertThat(app.await(CHANNEL).headers("Authorization")).containsExactly("bad");

            intruder.subscribe(CHANNEL, "{}");
            AuthRequest request = app.await(CHANNEL);
            assertThat(request.headers("Authorization")).containsExactly("Bearer good:2");
            assertThat(request.headers("X-Forwarded-For")).isEmpty();
            occupancy.await(CHANNEL, 1);
        }
        occupancy.await(CHANNEL, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "5", "\"x\"", "{\"headers\":[]}", "{\"headers\":{\"X\":\"\\r\\n\"}}"})
    void whoever_connects_with_garbage_is_a_stranger(String payload) throws Exception {
        try (RawWebSocket webSocket = peer.webSocket("/socket.io/?EIO=4&transport=websocket")) {
            webSocket.send("40" + payload);
            webSocket.send("42[\"subscribe\",{\"channel\":\"" + CHANNEL + "\"}]");

            WebSocketFrame frame = webSocket.receive();
            while (!frame.isClose() && !frame.text().startsWith(REFUSED)) {
                frame = webSocket.receive();
            }
        }
        assertThat(occupancy.of(CHANNEL)).isZero();
    }

    private void assertNotAsked(Intruder intruder) throws IOException {
        intruder.isUnharmed();
        assertThat(app.requests())
                .filteredOn(request -> request.socketId().equals(intruder.id()))
                .isEmpty();
        assertThat(app.requests()).noneMatch(request -> request.headerNames().contains("x-evil"));
    }
}
