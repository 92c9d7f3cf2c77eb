package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.ServerKind;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers for scripts of other origins, which are off unless configured: on a server of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
class CorsApiIT {
    private static final String ORIGIN = "http://shop.test";

    private final CanyonServer canyon;
    private final Peer peer;

    CorsApiIT() throws IOException {
        canyon = CanyonServer.start(Map.of(
                "canyon.app.id", CanyonServers.APP_ID,
                "canyon.app.key", CanyonServers.APP_KEY,
                "canyon.app.secret", CanyonServers.APP_SECRET,
                "canyon.app.api-key", CanyonServers.API_KEY,
                "canyon.cors.origin", ORIGIN,
                "canyon.cors.methods", "GET, POST",
                "canyon.cors.headers", "Authorization, Content-Type"));
        peer = Peer.of(canyon);
    }

    @AfterAll
    void stop() {
        canyon.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /apps/it-app/status, 200",
        "GET, /apps/it-app/channels, 200",
        "HEAD, /apps/it-app/channels/news, 200",
        "GET, /apps/it-app/channels/presence-r/users, 200",
        "GET, /apps/it-app/channels/news/users, 400",
        "GET, /apps/it-app/channels/a%0Ab, 400",
        "GET, /apps/it-app/channels/a[b], 400",
        "POST, /apps/it-app/events, 400",
        "GET, /apps/other/channels, 403",
        "GET, /apps/it-app/nothing, 404",
        "GET, /apps, 404",
        "DELETE, /apps/it-app/channels, 405",
        "OPTIONS, /apps/it-app/events, 200",
        "OPTIONS, /apps/it-app/nothing, 404"
    })
    void every_answer_under_apps_has_them(String method, String path, int status) throws IOException {
        HttpAnswer answer = peer.call(method, path, ApiAnswer.AUTHORIZED, "").answer();

        assertThat(answer.status()).isEqualTo(status);
        if (!ServerKind.current().refusesItself(path)) {
            assertAllowed(answer);
        }
    }

    /** As Chromium sends it before a script's POST of JSON with a key. */
    @ParameterizedTest
    @CsvSource({"/events, POST", "/channels, GET"})
    void a_preflight_without_a_key_is_accepted(String route, String method) throws IOException {
        HttpAnswer answer = peer.call(
                        "OPTIONS",
                        "/apps/it-app" + route,
                        Map.of(
                                "Origin",
                                ORIGIN,
                                "Access-Control-Request-Method",
                                method,
                                "Access-Control-Request-Headers",
                                "authorization,content-type"),
                        "")
                .answer();

        assertThat(answer.status()).isEqualTo(200);
        assertAllowed(answer);
    }

    private static void assertAllowed(HttpAnswer answer) {
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST");
        assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("Authorization, Content-Type");
    }
}
