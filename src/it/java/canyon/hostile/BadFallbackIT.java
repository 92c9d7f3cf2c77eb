package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Await;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpAnswer;
import canyon.wire.HttpCall;
import canyon.wire.Occupancy;
import jakarta.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of pusher-js's HTTP fallbacks that do not do as pusher-js. */
class BadFallbackIT extends AmongPusherClients {
    private static final String SUBSCRIBE = "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"%s\"}}";
    private static final String PING = "{\"event\":\"pusher:ping\",\"data\":{}}";
    private static final String PONG = "a[\"{\\\"event\\\":\\\"pusher:pong\\\"";

    private final String session = UUID.randomUUID().toString();

    BadFallbackIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, xhr_send, 404",
        "GET, xhr, 405",
        "PUT, xhr_send, 405",
        "HEAD, xhr_streaming, 405",
        "POST, websocket, 404",
        "POST, xhr/more, 404",
        "POST, '', 404"
    })
    void what_is_none_of_its_requests_is_refused(String method, String verb, int status) throws IOException {
        assertThat(peer.call(method, path(verb), Map.of(), "").answer().status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pusher/app/it-key",
                "/pusher/app/it-key/1/a%2Fb/xhr",
                "/pusher/app/it-key/x/a/xhr",
                "/pusher/app//1/a/xhr",
                "/pusher/app/it-key/99999999999/a/xhr",
                "/pusher/app/it-key/1/a;b/xhr"
            })
    void a_path_of_no_session_opens_none(String path) throws IOException {
        HttpAnswer answer = peer.post(path + "?protocol=7", "").answer();

        assertThat(answer.status()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("connection_established");
    }

    @ParameterizedTest
    @CsvSource({"nobodys-key, 7, 4001", "it-key, x, 4006", "it-key, 8, 4007", "disabled-key, 7, 4003"})
    void who_may_not_connect_is_told_why(String key, String protocol, int code) throws IOException {
        HttpAnswer answer = peer.post("/pusher/app/" + key + "/1/" + session + "/xhr?protocol=" + protocol, "")
                .answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("o{}\nc[" + code + ",");
        // The client may have its answer before the session is given up.
        Await.until(() -> assertThat(peer.post("/pusher/app/" + key + "/1/" + session + "/xhr_send", "[]")
                        .answer()
                        .status())
                .isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{}", "5", "null", "\"[]\"", "[", "[\"a\"]]", "[\"\\ud8\"]"})
    void a_body_that_is_no_array_is_refused(String body) throws IOException {
        opened();

        assertThat(send(body).status()).isEqualTo(400);

        isUnharmed();
    }

    @Test
    void what_is_no_message_is_answered_with_an_error() throws IOException {
        opened();
        for (String body : new String[] {"[5]", "[null]", "[[]]", "[\"x\"]", "[\"{}\"]", nested()}) {
            assertThat(send(body).status()).isIn(204, 400);
        }
        assertThat(poll()).contains("pusher:error").doesNotContain("\"c[");

        isUnharmed();
    }

    private static String nested() {
        return "[".repeat(100_000);
    }

    @Test
    void a_body_over_the_allowed_size_closes() throws IOException {
        opened();

        assertThat(send("[\"" + "a".repeat(1_000_001) + "\"]").status()).isEqualTo(413);

        assertThat(poll()).startsWith("c[1009,");
        assertThat(send("[]").status()).isEqualTo(404);
    }

    @Test
    void of_two_requests_that_wait_the_later_one_hears() throws IOException {
        opened();
        send("[" + Json.createValue(SUBSCRIBE.formatted("fallback")) + "]");
        assertThat(poll()).contains("subscription_succeeded");
        try (HttpCall first = peer.post(path("xhr"), "")) {
            peer.awaitArrival();
            try (HttpCall second = peer.post(path("xhr"), "")) {
                assertThat(first.answer().body()).isEmpty();
                peer.awaitArrival();

                laravel.event("fallback", "E", "1");

                assertThat(second.answer().body()).contains("fallback").contains("\\\"event\\\":\\\"E\\\"");
            }
        }
        isUnharmed();
    }

    @Test
    void a_session_that_vanishes_is_forgotten() throws IOException {
        String channel = "fallback-" + session;
        opened();
        send("[" + Json.createValue(SUBSCRIBE.formatted(channel)) + "]");
        Occupancy occupancy = new Occupancy(peer);
        assertThat(occupancy.of(channel)).isEqualTo(1);
        try (HttpCall waiting = peer.post(path("xhr_streaming"), "")) {
            peer.awaitArrival();
            assertThat(waiting.isAnswered()).isTrue();
        }

        // The first that is written makes the client's machine refuse, and the next one fails.
        awaitEmpty(occupancy, channel, () -> laravel.event(channel, "E", "1"));
    }

    /** A client may be away for 15 seconds. */
    private static void awaitEmpty(Occupancy occupancy, String channel, Runnable meanwhile) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (occupancy.of(channel) > 0 && System.nanoTime() - deadline < 0) {
            meanwhile.run();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(occupancy.of(channel)).isZero();
    }

    private void opened() throws IOException {
        assertThat(poll()).startsWith("o{}\na[").contains("pusher:connection_established");
    }

    private void isUnharmed() throws IOException {
        assertThat(send("[" + Json.createValue(PING) + "]").status()).isEqualTo(204);
        assertThat(poll()).startsWith(PONG);
    }

    private HttpAnswer send(String body) throws IOException {
        return peer.post(path("xhr_send"), body).answer();
    }

    private String poll() throws IOException {
        return peer.post(path("xhr"), "").answer().body();
    }

    private String path(String verb) {
        return "/pusher/app/" + CanyonServers.APP_KEY + "/1/" + session + "/" + verb + "?protocol=7&client=js";
    }
}
