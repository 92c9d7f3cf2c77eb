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
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client files that Canyon serves, used as a Laravel application does: by a page of another origin. */
@ExtendWith({Browsers.class, CanyonServers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServedClientIT {
    private static final String LISTEN = """
            const [server, file, transport, done] = arguments;
            const script = document.createElement('script');
            script.src = server + file;
            script.onload = () => {
                const socket = io(server, transport === 'auto' ? {} : { transports: [transport] });
                socket.on('connect', () => socket.emit('subscribe', { channel: 'demo-feed', auth: {} }));
                socket.on('tick', (channel, data) => {
                    socket.disconnect();
                    done(channel + ' ' + typeof data.n);
                });
                socket.on('connect_error', (error) => done('not connected: ' + error));
            };
            script.onerror = () => done('not loaded: ' + script.src);
            document.head.append(script);""";

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({
        "socket.io/socket.io.js, auto",
        "socket.io/socket.io.js, websocket",
        "socket.io/socket.io.js, polling",
        "socket.io/4/socket.io.js, auto",
        "socket.io/4/socket.io.js, websocket",
        "socket.io/4/socket.io.js, polling",
    })
    void a_page_of_another_origin_loads_the_client_and_hears_events(
            String file, String transport, Browser browser, CanyonServer page, DemoServer demo) {
        BrowserWindow window = browser.open(page.http());

        String heard = window.evaluateLater(LISTEN, demo.canyon().http().toString(), file, transport);

        assertThat(heard).isEqualTo("demo-feed number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io/socket.io.js", "socket.io/2/socket.io.slim.js", "socket.io/4/socket.io.min.js"})
    void a_client_file_is_asked_for_again_only_when_it_changed(String file, CanyonServer canyon) throws Exception {
        HttpResponse<String> first = get(canyon.http().resolve(file), "\"another\"");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = get(canyon.http().resolve(file), tag);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("Socket.IO");
        assertThat(first.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("javascript"));
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("public, max-age=3600");
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    private HttpResponse<String> get(URI address, String tag) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).header("If-None-Match", tag).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
