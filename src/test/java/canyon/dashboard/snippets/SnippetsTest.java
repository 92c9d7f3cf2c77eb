package canyon.dashboard.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.app.TestApps;
import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.config.AppSettings;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SnippetsTest {
    private static final App OWN = TestApps.directory().standard();
    private static final App SHOP = new App("3", OWN.settings());
    private static final App UNNAMED = new App("", AppSettings.unnamed(AppRules.DEFAULT, AppLimits.DEFAULT));

    @Test
    void by_TLS_at_the_root_no_path_is_named() {
        String text = text("https://ws.shop.test", OWN, "Laravel Echo with pusher-js");

        assertThat(text)
                .contains("broadcaster: 'pusher'", "key: '" + TestApps.KEY + "'", "cluster: ''")
                .contains("wsHost: 'ws.shop.test'", "wsPort: 80", "wssPort: 443", "forceTLS: true")
                .contains("httpHost: 'ws.shop.test'", "httpPath: '/pusher'")
                .contains("enabledTransports: ['ws', 'wss', 'xhr_streaming', 'xhr_polling']")
                .doesNotContain("wsPath", TestApps.SECRET);
    }

    @Test
    void without_TLS_the_port_is_that_of_plain_connections() {
        assertThat(text("http://127.0.0.1:6001/", OWN, "Laravel Echo with the reverb broadcaster"))
                .contains("broadcaster: 'reverb'", "wsPort: 6001", "wssPort: 443", "forceTLS: false")
                .doesNotContain("cluster");
    }

    @Test
    void a_context_path_stands_where_each_library_wants_it() {
        String url = "https://shop.test:8443/canyon";

        assertThat(text(url, OWN, "Laravel Echo with pusher-js"))
                .contains("wsPath: '/canyon'", "httpPath: '/canyon/pusher'", "wssPort: 8443");
        assertThat(text(url, OWN, "Laravel Echo with socket.io-client 4"))
                .contains("host: 'https://shop.test:8443'", "path: '/canyon/socket.io'");
        assertThat(text(url, OWN, "Laravel .env (reverb)"))
                .contains("REVERB_HOST=\"shop.test\"", "REVERB_PORT=8443", "'path' => '/canyon/'");
        assertThat(text(url, OWN, "Laravel .env (pusher)")).contains("'path' => '/canyon/'");
    }

    @Test
    void a_client_of_Socket_IO_names_its_application_unless_it_is_the_default_one() {
        assertThat(text("http://h", SHOP, "Laravel Echo with socket.io-client 2"))
                .contains("import io from 'socket.io-client'", "query: { appKey: '" + TestApps.KEY + "' }");
        assertThat(text("http://h", OWN, "Laravel Echo with socket.io-client 4"))
                .contains("import { io } from 'socket.io-client'")
                .doesNotContain("appKey");
    }

    @Test
    void secrets_are_left_to_the_reader() {
        assertThat(text("http://h", OWN, "Laravel .env (reverb)"))
                .contains("REVERB_APP_ID=3", "REVERB_APP_SECRET=<secret>", "REVERB_SCHEME=http");
        assertThat(text("http://h", OWN, "Laravel .env (redis)"))
                .contains("BROADCAST_CONNECTION=redis", "REDIS_HOST=redis.test", "REDIS_PORT=6380");
    }

    @Test
    void an_application_without_a_key_is_for_Socket_IO_and_Redis() {
        assertThat(new Snippets(Address.of(URI.create("http://h")), UNNAMED, null).all())
                .extracting(Snippet::title)
                .containsExactly(
                        "Laravel Echo with socket.io-client 4",
                        "Laravel Echo with socket.io-client 2",
                        "Laravel .env (redis)");
        assertThat(titles(SHOP, "redis.test:6380")).doesNotContain("Laravel .env (redis)");
    }

    private static List<String> titles(App app, @Nullable String redis) {
        return new Snippets(Address.of(URI.create("http://h")), app, redis)
                .all().stream().map(Snippet::title).toList();
    }

    private static String text(String url, App app, String title) {
        return new Snippets(Address.of(URI.create(url)), app, "redis.test:6380")
                .all().stream()
                        .filter(snippet -> snippet.title().equals(title))
                        .map(Snippet::text)
                        .findFirst()
                        .orElseThrow();
    }
}
