package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A live stream as a browser reads it. */
final class EventStream implements AutoCloseable {
    /** Without TLS browsers speak no HTTP/2, in which all streams would share one connection, and its end. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** @param name of the event */
    record Event(String name, String data) {}

    static EventStream open(URI address, String cookies) throws IOException, InterruptedException {
        return open(CLIENT, address, cookies);
    }

    /** By TLS, and by HTTP/2 where it is spoken. */
    static EventStream open(URI address, String cookies, SSLContext tls) throws IOException, InterruptedException {
        return open(HttpClient.newBuilder().sslContext(tls).build(), address, cookies);
    }

    private static EventStream open(HttpClient client, URI address, String cookies)
            throws IOException, InterruptedException {
        return new EventStream(client.send(
                HttpRequest.newBuilder(address).header("Cookie", cookies).build(), BodyHandlers.ofInputStream()));
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Waits for the next event of this name; those of other names are passed over. */
    Event next(String name) throws IOException {
        Event event = next();
        while (event != null && !event.name().equals(name)) {
            event = next();
        }
        assertThat(event)
                .as("an event " + name + " before the end of the stream")
                .isNotNull();
        return event == null ? new Event("", "") : event;
    }

    /** Null at the end of the stream. */
    @Nullable
    Event next() throws IOException {
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                return new Event(name, line.substring("data: ".length()));
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
