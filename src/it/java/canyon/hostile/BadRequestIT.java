package canyon.hostile;

import static canyon.hostile.PollingIntruder.assertUnknown;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.support.ServerKind;
import canyon.wire.HttpAnswer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestIT extends AmongOthers {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    BadRequestIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%00", "%", "%zz", "..", "null", "%C0%80", "a&sid=b", "1.1", "%0d%0aSet-Cookie:x=1"})
    void a_session_id_that_nobody_has_is_unknown(String sid) throws IOException {
        String query = "transport=polling&sid=" + sid;
        List<HttpAnswer> answers = List.of(
                peer.get("/socket.io/?EIO=4&" + query).answer(),
                peer.get("/socket.io/?EIO=3&" + query).answer(),
                peer.post("/socket.io/?EIO=4&" + query, "1").answer());

        assertThat(answers).allSatisfy(answer -> {
            if (isServersOwn(query)) {
                assertThat(answer.status()).isEqualTo(400);
            } else {
                assertUnknown(answer);
            }
        });
    }

    private static boolean isServersOwn(String query) {
        return ServerKind.current().refusesBrokenEscapes()
                && BROKEN_ESCAPE.matcher(query).find();
    }

    @Test
    void a_session_id_of_4000_characters_is_unknown() throws IOException {
        assertUnknown(peer.get("/socket.io/?EIO=4&transport=polling&sid=" + "a".repeat(4000))
                .answer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4&transport=%",
                "EIO=4&transport=polling%00",
                "EIO=4&transport=POLLING",
                "EIO=4",
                "transport",
                "&&&===",
                "EIO=4&transport=flashsocket"
            })
    void a_transport_that_does_not_exist_is_refused(String query) throws IOException {
        HttpAnswer answer = peer.get("/socket.io/?" + query).answer();

        assertThat(answer.status()).isEqualTo(400);
        if (!isServersOwn(query)) {
            assertThat(answer.body()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "5", "-4", "4.0", "%34%34", "４", "4&EIO=3x"})
    void a_version_that_does_not_exist_is_refused(String version) throws IOException {
        String encoded = version.replace("４", "%EF%BC%94");

        HttpAnswer answer =
                peer.get("/socket.io/?transport=polling&EIO=" + encoded).answer();

        boolean first = version.equals("4&EIO=3x");
        assertThat(answer.status()).isEqualTo(first ? 200 : 400);
        assertThat(answer.body())
                .contains(first ? "\"sid\"" : "{\"code\":5,\"message\":\"Unsupported protocol version\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "HEAD", "TRACE", "PROPFIND"})
    void another_method_is_refused_and_ends_no_session(String method) throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 4);

        HttpAnswer onSession = peer.call(method, intruder.path(), Map.of(), "").answer();
        HttpAnswer handshake = peer.call(method, "/socket.io/?EIO=4&transport=polling", Map.of(), "")
                .answer();

        assertThat(onSession.status()).isBetween(400, 501);
        assertThat(handshake.status()).isBetween(400, 501);
        assertThat(intruder.post("40").body()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/socket.io/../WEB-INF/web.xml",
                "/socket.io/%2e%2e/WEB-INF/web.xml",
                "/socket.io/..%2fWEB-INF%2fweb.xml",
                "/socket.io/4/../../WEB-INF/web.xml",
                "/socket.io/..;/WEB-INF/web.xml",
                "/socket.io/%252e%252e/WEB-INF/web.xml",
                "/WEB-INF/classes/META-INF/microprofile-config.properties",
                "/META-INF/MANIFEST.MF",
                "/socket.io/web.xml",
                "/socket.io/4/",
                "/socket.io/5/socket.io.js",
                "/socket.io/socket.io.js%00",
                "//WEB-INF/web.xml"
            })
    void nothing_but_the_files_of_the_client_library_is_served(String path) throws IOException {
        HttpAnswer answer = peer.get(path).answer();

        assertThat(answer.status()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("<web-app", "canyon.redis.url", "Manifest-Version");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, 13, AAAAAAAAAAAAAAAAAAAAAA==",
        "PUT, 13, AAAAAAAAAAAAAAAAAAAAAA==",
        "OPTIONS, 13, AAAAAAAAAAAAAAAAAAAAAA==",
        "GET, 12, AAAAAAAAAAAAAAAAAAAAAA==",
        "GET, 13, "
    })
    void a_handshake_that_is_none_is_refused(String method, String version, @Nullable String key) throws IOException {
        Map<String, String> headers = new HashMap<>(
                Map.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version", version));
        if (key != null) {
            headers.put("Sec-WebSocket-Key", key);
        }

        HttpAnswer answer = peer.call(method, "/socket.io/?EIO=4&transport=websocket", headers, "")
                .answer();

        assertThat(answer.status()).isBetween(400, 499);
    }
}
