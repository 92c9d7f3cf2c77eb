package canyon.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** One question and its answer, on the thread that calls it. Each step ends in time, the whole takes more than one. */
final class Exchange implements Callable<Answer> {
    /** By name, because it is of the HTTP client inside RESTEasy: an idle connection was closed as it was used. */
    private static final String STALE = "org.apache.http.NoHttpResponseException";

    private final Client client;
    private final HttpSettings settings;
    private final HttpPost post;
    private final long start = System.nanoTime();

    Exchange(Client client, HttpSettings settings, HttpPost post) {
        this.client = client;
        this.settings = settings;
        this.post = post;
    }

    @Override
    public Answer call() throws IOException {
        try {
            return ask();
        } catch (ProcessingException e) {
            if (isStale(e) && !isLate()) {
                return askAgain();
            }
            throw Failure.of(e);
        } catch (RuntimeException e) {
            throw Failure.of(e);
        }
    }

    /** As HttpURLConnection does of its own accord. */
    private Answer askAgain() throws IOException {
        try {
            return ask();
        } catch (RuntimeException e) {
            throw Failure.of(e);
        }
    }

    private Answer ask() throws IOException {
        Response response = client.target(post.url())
                .request()
                .headers(SendableHeaders.of(post.headers()))
                .post(Entity.entity(post.body().getBytes(UTF_8), post.type()));
        boolean complete = false;
        try {
            int status = response.getStatus();
            if (status < 200) {
                throw new IOException("no HTTP status in the answer");
            }
            BoundedBody body = new BoundedBody(settings.maxBodyBytes());
            // Not readEntity, which wants to understand the type of what it reads.
            if (response.getEntity() instanceof InputStream stream) {
                body.readFrom(stream, this::isLate);
                body.requireAll(response.getHeaderString(HttpHeaders.CONTENT_LENGTH));
            }
            complete = !body.isTruncated();
            return new Answer(status, headers(response), body.text(), body.isTruncated());
        } finally {
            if (complete) {
                response.close();
            } else {
                Abandonment.of(response);
            }
        }
    }

    private static Map<String, String> headers(Response response) {
        Map<String, String> headers = new HashMap<>();
        response.getStringHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return headers;
    }

    private boolean isLate() {
        return Duration.ofNanos(System.nanoTime() - start).compareTo(settings.timeout()) > 0;
    }

    private static boolean isStale(ProcessingException e) {
        return e.getCause() != null && e.getCause().getClass().getName().equals(STALE);
    }
}
