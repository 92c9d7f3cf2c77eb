package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an operator's page asks where nobody has to sign in.
 *
 * @param context path of the web application, empty at the root
 */
record DashboardApi(Peer peer, String context) {
    private static final String SESSION = "/session";

    DashboardApi(Peer peer) {
        this(peer, "");
    }

    JsonObject get(String path) throws IOException {
        HttpAnswer answer = call("GET", path, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return object(answer);
    }

    JsonObject post(String path, String body) throws IOException {
        HttpAnswer answer = call("POST", path, body);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
        return object(answer);
    }

    HttpAnswer call(String method, String path, String body) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!method.equals("GET")) {
            headers.putAll(token());
            headers.put("Content-Type", "application/json");
        }
        return send(method, path, headers, body);
    }

    /** The headers that every change must bring; none for whom the dashboard is not there. */
    Map<String, String> token() throws IOException {
        HttpAnswer session = send("GET", SESSION, Map.of(), "");
        if (session.status() != 200) {
            return Map.of();
        }
        String cookie = session.header("Set-Cookie");
        return Map.of(
                "X-Canyon-CSRF", object(session).getString("csrf"), "Cookie", cookie.substring(0, cookie.indexOf(';')));
    }

    private HttpAnswer send(String method, String path, Map<String, String> headers, String body) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Accept", "application/json");
        return peer.call(method, context + "/dashboard/api" + path, all, body).answer();
    }

    /** One of the first applications of the list. */
    JsonObject app(String id) throws IOException {
        return get("/apps").getJsonArray("apps").getValuesAs(JsonObject.class).stream()
                .filter(app -> app.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** What a refusal says. */
    String error(String method, String path, String body, int status) throws IOException {
        HttpAnswer answer = call(method, path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return object(answer).getString("error");
    }

    static JsonObject object(HttpAnswer answer) {
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
