package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Without a browser: what is served with and without development mode. */
@ExtendWith({CanyonServers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class DevelopmentModeIT {
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(?:\\./)?(demo/[^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI development;
    private final URI production;

    DevelopmentModeIT(DemoServer demo, CanyonServer canyon) {
        this.development = demo.canyon().http();
        this.production = canyon.http();
    }

    @Test
    void the_assets_of_the_page_may_be_kept_for_ever() throws Exception {
        for (String asset : assets()) {
            HttpResponse<String> answer = get(development.resolve(asset));

            assertThat(answer.statusCode()).as(asset).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control"))
                    .as(asset)
                    .hasValue("public, max-age=31536000, immutable");
        }
    }

    @Test
    void outside_development_mode_there_is_no_page() throws Exception {
        assertThat(get(production).body()).isEqualTo("OK");
        assertThat(get(production.resolve("demo")).statusCode()).isEqualTo(404);
        assertThat(get(production.resolve("demo/")).statusCode()).isEqualTo(404);
        assertThat(get(production.resolve("demo/index.html")).statusCode()).isEqualTo(404);
        for (String asset : assets()) {
            assertThat(get(production.resolve(asset)).statusCode()).as(asset).isEqualTo(404);
        }
    }

    private List<String> assets() throws IOException, InterruptedException {
        List<String> assets = ASSET.matcher(get(development).body())
                .results()
                .map(asset -> asset.group(1))
                .toList();
        assertThat(assets).hasSizeGreaterThan(2);
        return assets;
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
