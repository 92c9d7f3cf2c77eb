package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import canyon.wire.HttpCall;
import canyon.wire.Peer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom and what the HTTP API of the packaged WAR refuses, always in JSON. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiRefusalsIT {
    private static final String APP = "/apps/" + CanyonServers.APP_ID;
    private static final String EVENTS = APP + "/events";
    private static final String OK = "{\"message\":\"ok\"}";
    private static final String UNAUTHORIZED = "{\"error\":\"Unauthorized\"}";

    /** Routes that are read. */
    private static final String[] READ = {"/status", "/channels", "/channels/news", "/channels/presence-r/users"};

    /** The default of canyon.limits.http-body-bytes. */
    private static final int BODY_BYTES = 1024 * 1024;

    private final Peer peer;

    ApiRefusalsIT(CanyonServer canyon) {
        this.peer = Peer.of(canyon);
    }

    @ParameterizedTest
    @CsvSource({
        "it-api-key, , 200",
        "Bearer it-api-key, , 200",
        "bearer it-api-key, , 200",
        ", it-api-key, 200",
        "' ', it-api-key, 200",
        "Bearer it-api-key, wrong, 200",
        "Bearer wrong, it-api-key, 403",
        "wrong, it-api-key, 403",
        "Bearer, it-api-key, 403",
        "Basic it-api-key, , 403",
        "Bearer it-key, , 403",
        "Bearer it-secret, , 403",
        ", wrong, 403",
        ", '', 403",
        ", , 403"
    })
    void only_the_api_key_opens_and_the_header_wins_over_the_query(
            @Nullable String authorization, @Nullable String authKey, int status) throws IOException {
        Map<String, String> headers = authorization == null ? Map.of() : Map.of("Authorization", authorization);
        String query = authKey == null ? "" : "?auth_key=" + authKey;

        HttpAnswer published = peer.call(
                        "POST", EVENTS + query, headers, "{\"channel\":\"c\",\"name\":\"X\",\"data\":1}")
                .answer();

        assertThat(published.status()).isEqualTo(status);
        assertThat(published.body()).isEqualTo(status == 200 ? OK : UNAUTHORIZED);
        for (String route : READ) {
            HttpAnswer told = peer.call("GET", APP + route + query, headers, "").answer();

            assertThat(told.status()).isEqualTo(status);
            assertThat(told.body().equals(UNAUTHORIZED)).isEqualTo(status == 403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "IT-APP", "it-app%20", "it-app;x", "null", "*"})
    void an_application_that_does_not_exist_has_no_key(String app) throws IOException {
        for (String route : READ) {
            assertUnauthorized(peer.call("GET", "/apps/" + app + route, ApiAnswer.AUTHORIZED, ""));
        }
        assertUnauthorized(peer.call("POST", "/apps/" + app + "/events", ApiAnswer.AUTHORIZED, ""));
    }

    private static void assertUnauthorized(HttpCall call) throws IOException {
        HttpAnswer answer = call.answer();
        assertThat(answer.status()).isEqualTo(403);
        ApiAnswer.assertJson(answer);
        assertThat(answer.body()).isEqualTo(UNAUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apps",
                "/apps/",
                "/apps/application.wadl",
                APP,
                APP + "/",
                APP + "/nothing",
                EVENTS + "/more",
                APP + "/Events",
                APP + "/channels/news/nothing"
            })
    void a_route_that_does_not_exist_is_answered_in_json(String path) throws IOException {
        for (String method : new String[] {"GET", "POST"}) {
            HttpAnswer answer =
                    peer.call(method, path, ApiAnswer.AUTHORIZED, "").answer();

            assertThat(answer.status()).isEqualTo(404);
            ApiAnswer.assertJson(answer);
            assertThat(ApiAnswer.object(answer.body()).getString("error")).isEqualTo("Not found");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /events, POST",
        "PUT, /events, POST",
        "DELETE, /events, POST",
        "POST, /status, 'GET, HEAD'",
        "POST, /channels, 'GET, HEAD'",
        "PATCH, /channels/news, 'GET, HEAD'",
        "DELETE, /channels/presence-r/users, 'GET, HEAD'",
        "PROPFIND, /channels, 'GET, HEAD'"
    })
    void a_wrong_method_is_answered_in_json(String method, String route, String allowed) throws IOException {
        HttpAnswer answer =
                peer.call(method, APP + route, ApiAnswer.AUTHORIZED, "").answer();

        assertThat(answer.status()).isEqualTo(405);
        ApiAnswer.assertJson(answer);
        assertThat(ApiAnswer.object(answer.body()).getString("error")).isEqualTo("Method not allowed");
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"0, false, 200", "0, true, 200", "1, false, 413", "1, true, 413"})
    void a_body_over_the_limit_is_too_large(int over, boolean chunked, int status) throws IOException {
        String start = "{\"channel\":\"c\",\"name\":\"X\",\"data\":\"";
        String body = start + "a".repeat(BODY_BYTES + over - start.length() - 2) + "\"}";
        Map<String, String> headers = new HashMap<>(ApiAnswer.AUTHORIZED);
        if (chunked) {
            headers.put("Transfer-Encoding", "chunked");
            body = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        }

        HttpAnswer answer = peer.call("POST", EVENTS, headers, body).answer();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body())
                .isEqualTo(
                        status == 200
                                ? OK
                                : "{\"error\":\"The body must have at most 1048576 bytes (canyon.limits.http-body-bytes)\"}");
    }
}
