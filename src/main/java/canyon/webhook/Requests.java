package canyon.webhook;

import static java.util.stream.Collectors.joining;

import canyon.app.App;
import canyon.http.HttpPost;
import canyon.webhook.EndpointQueue.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Requests in the form of Pusher's "Webhooks", sections "Webhook format" and "Authentication". */
final class Requests {
    private static final String KEY = "X-Pusher-Key";
    private static final String SIGNATURE = "X-Pusher-Signature";
    private static final String TYPE = "application/json";

    /** What belongs to the request itself, whatever the configuration says. */
    private static final Set<String> RESERVED =
            Set.of("Connection", "Content-Encoding", "Content-Length", "Content-Type", "Host", "Transfer-Encoding");

    private Requests() {}

    static HttpPost of(Endpoint.Configured endpoint, List<Waiting> events) {
        App app = endpoint.app();
        String body = body(events);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(endpoint.settings().headers());
        RESERVED.forEach(headers::remove);
        List.of(KEY, SIGNATURE).forEach(headers::remove);
        headers.put(KEY, app.key());
        headers.put(SIGNATURE, app.sign(body));
        return new HttpPost(endpoint.settings().url(), headers, TYPE, body);
    }

    /** Its time is that of its first event, also when it is sent again: so a receiver sees how late it is. */
    private static String body(List<Waiting> events) {
        return events.stream()
                .map(waiting -> waiting.event().json().text())
                .collect(joining(",", "{\"time_ms\":" + events.get(0).millis() + ",\"events\":[", "]}"));
    }
}
