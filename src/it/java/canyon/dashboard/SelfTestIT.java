package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.dashboard.BadProxy.Mistakes;
import canyon.support.CanyonServer;
import canyon.support.ServerKind;
import canyon.wire.HttpAnswer;
import canyon.wire.HttpCall;
import canyon.wire.Peer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Canyon tests itself through proxies, each with one mistake. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SelfTestIT {
    private static final Duration PING_INTERVAL = Duration.ofSeconds(4);

    private static final String PUSHER = "WebSocket, Pusher";
    private static final String SOCKET_IO = "WebSocket, Socket.IO";
    private static final String POLLING = "Long-polling, Socket.IO";
    private static final String STREAMING = "xhr_streaming, Pusher";
    private static final String FORWARDED = "X-Forwarded-For and -Proto";
    private static final String WAITING = "Long poll, as long as it may take";

    private CanyonServer canyon;

    @BeforeAll
    void start() throws IOException {
        canyon = CanyonServer.start(
                Map.of("canyon.dev", "true", "canyon.socketio.ping-interval", PING_INTERVAL.toString()));
    }

    @AfterAll
    void stop() {
        canyon.close();
    }

    /** The checks by their names, of a test that was asked for through a proxy. */
    private Map<String, JsonObject> test(Mistakes mistakes, String query) throws IOException {
        try (BadProxy proxy = new BadProxy(canyon.http().getPort(), mistakes)) {
            return test(proxy.port(), query);
        }
    }

    private static Map<String, JsonObject> test(int port, String query) throws IOException {
        DashboardApi api = new DashboardApi(new Peer(port, "127.0.0.1"));
        long began = System.nanoTime();
        JsonObject answer = api.post("/self-test" + query, "{\"url\":\"http://127.0.0.1:" + port + "/\"}");
        if (query.isEmpty()) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(16));
        }
        Map<String, JsonObject> checks = new LinkedHashMap<>();
        for (JsonObject check : answer.getJsonArray("checks").getValuesAs(JsonObject.class)) {
            checks.put(check.getString("name"), check);
        }
        return checks;
    }

    private static JsonObject check(Map<String, JsonObject> checks, String name) {
        return Objects.requireNonNull(checks.get(name), name);
    }

    private static void assertAllFine(Map<String, JsonObject> checks) {
        assertThat(checks.values()).allMatch(check -> check.getBoolean("ok"), "is fine");
    }

    private static void assertWrong(Map<String, JsonObject> checks, String name, String problem, String advice) {
        JsonObject check = check(checks, name);
        assertThat(check.getBoolean("ok")).as(check.toString()).isFalse();
        assertThat(check.getString("problem")).contains(problem);
        assertThat(check.getString("advice")).contains(advice);
    }

    @Test
    void without_a_proxy_all_is_fine() throws IOException {
        Map<String, JsonObject> checks = test(canyon.http().getPort(), "");

        assertAllFine(checks);
        assertThat(checks.keySet())
                .containsExactly("Connection", PUSHER, SOCKET_IO, POLLING, STREAMING, "HTTP API", FORWARDED);
        assertThat(check(checks, FORWARDED).getString("note")).isEqualTo("no proxy is in between");
    }

    @Test
    void a_proxy_that_does_what_it_should_is_fine() throws IOException {
        Map<String, JsonObject> checks = test(Mistakes.NONE.adding("X-Forwarded-For", "192.0.2.7"), "?long=true");

        assertAllFine(checks);
        assertThat(checks).containsKey(WAITING);
    }

    @Test
    void a_proxy_that_drops_Upgrade_is_found() throws IOException {
        Map<String, JsonObject> checks = test(Mistakes.dropping("upgrade", "connection"), "");

        assertWrong(checks, PUSHER, "without the header Upgrade", "proxy_set_header Upgrade $http_upgrade");
        assertWrong(checks, SOCKET_IO, "without the header Upgrade", "proxy_set_header Upgrade $http_upgrade");
        assertThat(check(checks, POLLING).getBoolean("ok")).isTrue();
        assertThat(check(checks, STREAMING).getBoolean("ok")).isTrue();
    }

    @Test
    void a_proxy_that_drops_Connection_is_found_where_that_hurts() throws IOException {
        Map<String, JsonObject> checks = test(Mistakes.dropping("connection"), "");

        if (ServerKind.current().opensWithoutConnection()) {
            assertThat(check(checks, PUSHER).getBoolean("ok")).isTrue();
            assertThat(check(checks, SOCKET_IO).getBoolean("ok")).isTrue();
            return;
        }
        assertWrong(checks, PUSHER, "", "proxy_set_header Connection");
        assertWrong(checks, SOCKET_IO, "", "proxy_set_header Connection");
    }

    @Test
    void a_proxy_that_buffers_is_found() throws IOException {
        Map<String, JsonObject> checks = test(Mistakes.buffering(), "");

        assertWrong(checks, STREAMING, "held back", "proxy_buffering off");
        assertThat(check(checks, PUSHER).getBoolean("ok")).isTrue();
        assertThat(check(checks, POLLING).getBoolean("ok")).isTrue();
    }

    @Test
    void a_proxy_that_reaches_nobody_is_found() throws IOException {
        Map<String, JsonObject> checks = test(Mistakes.answering("/", 502), "");

        assertWrong(checks, "Connection", "502", "does not reach Canyon");
        assertWrong(checks, PUSHER, "502", "does not reach Canyon");
    }

    @Test
    void a_path_that_is_not_passed_on_is_found() throws IOException {
        Map<String, JsonObject> checks = test(Mistakes.answering("/socket.io", 404), "");

        assertWrong(checks, SOCKET_IO, "nothing arrived here", "/socket.io/");
        assertWrong(checks, POLLING, "nothing arrived here", "/socket.io/");
        assertThat(check(checks, PUSHER).getBoolean("ok")).isTrue();
    }

    @Test
    void a_proxy_that_does_not_tell_where_clients_come_from_is_found() throws IOException {
        Map<String, JsonObject> checks = test(Mistakes.NONE.adding("Via", "1.1 proxy"), "");

        assertWrong(checks, FORWARDED, "does not tell where its clients come from", "X-Forwarded-For");
    }

    @Test
    void a_read_timeout_below_the_ping_interval_is_found() throws IOException {
        Map<String, JsonObject> checks = test(Mistakes.impatient(Duration.ofSeconds(2)), "?long=true");

        assertWrong(checks, WAITING, "a poll may wait 4 s", "proxy_read_timeout");
    }

    @Test
    void only_its_own_addresses_are_tested() throws IOException {
        DashboardApi api = new DashboardApi(Peer.of(canyon));

        assertThat(api.error("POST", "/self-test", "{\"url\":\"http://192.0.2.1/\"}", 422))
                .contains("canyon.public-url");
    }

    @Test
    void one_runs_at_a_time() throws IOException {
        Peer peer = Peer.of(canyon);
        Map<String, String> headers = new DashboardApi(peer).token();
        try (HttpCall first = peer.call("POST", "/dashboard/api/self-test?long=true", headers, "{}")) {
            peer.awaitArrival();

            HttpAnswer second =
                    peer.call("POST", "/dashboard/api/self-test", headers, "{}").answer();

            assertThat(second.status()).isEqualTo(409);
            assertThat(first.answer().status()).isEqualTo(200);
        }
    }
}
