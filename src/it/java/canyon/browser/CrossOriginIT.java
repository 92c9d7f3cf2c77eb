package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scripts of a page of another origin use the HTTP API with a key in a header, for which a browser asks before. */
@ExtendWith({CanyonServers.class, Browsers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrossOriginIT {
    private static final String CALL = """
            const [method, url, body, done] = arguments;
            const headers = {Authorization: 'Bearer it-api-key', 'Content-Type': 'application/json'};
            fetch(url, {method, headers, body: body || undefined})
                    .then(async (answer) => done(answer.status + ' ' + await answer.text()))
                    .catch((error) => done(error.name));""";

    private final Browser browser;

    CrossOriginIT(Browser browser) {
        this.browser = browser;
    }

    @Test
    void a_configured_origin_may_publish_and_read_errors_included() throws IOException {
        try (CanyonServer canyon = CanyonServer.start(Map.of(
                "canyon.app.id", CanyonServers.APP_ID,
                "canyon.app.key", CanyonServers.APP_KEY,
                "canyon.app.secret", CanyonServers.APP_SECRET,
                "canyon.app.api-key", CanyonServers.API_KEY,
                "canyon.cors.origin", "*",
                "canyon.cors.methods", "GET, POST",
                "canyon.cors.headers", "Authorization, Content-Type"))) {
            BrowserWindow page = browser.open(elsewhere(canyon));
            String event = "{\"channel\":\"c\",\"name\":\"X\",\"data\":1}";

            assertThat(call(page, "POST", canyon, "it-app/events", event)).isEqualTo("200 {\"message\":\"ok\"}");
            assertThat(call(page, "GET", canyon, "it-app/channels", "")).isEqualTo("200 {\"channels\":{}}");
            assertThat(call(page, "GET", canyon, "other/channels", "")).isEqualTo("403 {\"error\":\"Unauthorized\"}");
            assertThat(browser.takeConsoleErrors()).hasSize(1).allMatch(error -> error.contains("403"));
        }
    }

    @Test
    void without_configuration_a_page_elsewhere_may_do_nothing(CanyonServer canyon) {
        BrowserWindow page = browser.open(elsewhere(canyon));

        assertThat(call(page, "GET", canyon, "it-app/channels", "")).isEqualTo("TypeError");
        assertThat(browser.takeConsoleErrors()).isNotEmpty().anyMatch(error -> error.contains("CORS policy"));
    }

    /** The same server under another name, which makes it another origin. */
    private static URI elsewhere(CanyonServer canyon) {
        return URI.create(canyon.http().toString().replace("127.0.0.1", "localhost"));
    }

    private static String call(BrowserWindow page, String method, CanyonServer canyon, String path, String body) {
        return page.evaluateLater(
                CALL, method, canyon.http().resolve("apps/" + path).toString(), body);
    }
}
