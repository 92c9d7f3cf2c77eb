package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import canyon.support.ServerKind;
import canyon.wire.HttpAnswer;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to Pusher's API that nobody with the application's secret has signed, or not now, or not for this. */
class BadSignatureIT extends AmongOthers {
    private static final String APP = "/apps/" + CanyonServers.APP_ID;
    private static final String PATH = APP + "/events";

    /** What everybody who was connected would hear. */
    private static final String BODY = "{\"name\":\"stolen\",\"data\":\"1\",\"channel\":\"bystanders\"}";

    private final SignedApi api = new SignedApi(peer);

    BadSignatureIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "%00", "0000000000000000000000000000000000000000000000000000000000000000", "é", "null"})
    void a_made_up_signature_is_wrong(String signature) throws IOException {
        String query = signed(BODY).replaceFirst("(auth_signature=).*", "$1" + signature.replace("é", "%C3%A9"));

        assertRefused(post(PATH, query, BODY), 401, "auth_signature is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&auth_signature="})
    void no_signature_is_none(String signature) throws IOException {
        String query = signed(BODY).replaceFirst("&auth_signature=.*", signature);

        HttpAnswer answer = post(PATH, query, BODY);

        // Without the parameter it is a request of laravel-echo-server's API, which a public key does not open.
        if (signature.isEmpty()) {
            assertRefused(answer, 403, "Unauthorized");
        } else {
            assertRefused(answer, 400, "auth_signature is missing in the query");
        }
    }

    @Test
    void a_signature_of_another_request_is_wrong() throws IOException {
        String query = signed(BODY);
        String digest = query.replaceFirst(".*body_md5=([^&]*).*", "$1");

        assertRefused(post(PATH, query, BODY.replace("1", "2")), 400, "body_md5 must be the MD5 of the body");
        assertRefused(post(PATH, query, ""), 400, "body_md5 must be the MD5 of the body");
        assertRefused(post(PATH, query.replace("&body_md5=" + digest, ""), BODY), 400, "body_md5 is missing");
        assertRefused(post(PATH, query.replace("&body_md5=" + digest, ""), ""), 401, "auth_signature is wrong");
        assertRefused(post(APP + "/batch_events", query, BODY), 401, "auth_signature is wrong");
        assertRefused(post(PATH, query + "&name=other", BODY), 401, "auth_signature is wrong");
        assertRefused(post(PATH, query + "&auth_key=other", BODY), 401, "auth_signature is wrong");
        assertRefused(post(PATH, "auth_timestamp=1&" + query, BODY), 401, "auth_timestamp 1 must be within 600");
        assertRefused(
                peer.call(
                                "GET",
                                APP + "/channels?" + SignedApi.query("POST", APP + "/channels", Map.of(), ""),
                                Map.of(),
                                "")
                        .answer(),
                401,
                "auth_signature is wrong");
    }

    @ParameterizedTest
    @ValueSource(longs = {-700, 700, -1_000_000_000, 1_000_000_000})
    void a_request_of_another_time_is_refused(long seconds) throws IOException {
        String then = String.valueOf(Instant.now().getEpochSecond() + seconds);

        HttpAnswer answer = api.send("POST", "/events", Map.of("auth_timestamp", then), BODY);

        assertRefused(answer, 401, "auth_timestamp " + then + " must be within 600 seconds of the server's time");
    }

    @ParameterizedTest
    @CsvSource({
        "auth_timestamp, x, 400, auth_timestamp must be the seconds since 1970",
        "auth_timestamp, -1, 400, auth_timestamp must be the seconds since 1970",
        "auth_timestamp, 99999999999999999999, 400, auth_timestamp must be the seconds since 1970",
        "auth_timestamp, '', 400, auth_timestamp is missing in the query",
        "auth_version, 2.0, 400, 'auth_version must be 1.0, got 2.0'",
        "auth_key, '', 400, auth_key is missing in the query",
        "body_md5, 00, 400, body_md5 must be the MD5 of the body"
    })
    void a_wrong_parameter_is_named(String name, String value, int status, String error) throws IOException {
        assertRefused(api.send("POST", "/events", Map.of(name, value), BODY), status, error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "IT-APP", "it-app%20", "null", "*"})
    void an_application_that_does_not_exist_is_not_found(String id) throws IOException {
        String path = "/apps/" + id + "/events";

        assertRefused(
                post(path, SignedApi.query("POST", path, Map.of(), BODY), BODY), 404, "No application has the id ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "%", "name=%2", "a=%C3%28%zz"})
    void broken_escapes_in_the_query_are_refused(String garbage) throws IOException {
        HttpAnswer answer = post(PATH, signed(BODY) + "&" + garbage, BODY);

        if (ServerKind.current().refusesBrokenEscapes()) {
            assertThat(answer.status()).isEqualTo(400);
        } else {
            assertRefused(answer, 400, "The query has broken escapes");
        }
    }

    private HttpAnswer post(String path, String query, String body) throws IOException {
        return peer.call("POST", path + "?" + query, Map.of(), body).answer();
    }

    private static String signed(String body) {
        return SignedApi.query("POST", PATH, Map.of(), body);
    }

    static void assertRefused(HttpAnswer answer, int status, String error) {
        assertThat(answer.body()).startsWith("{\"error\":\"" + error);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }
}
