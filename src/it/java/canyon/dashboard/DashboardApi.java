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
 * What an operator's page asks.
 *
 * @param context path of the web application, empty at the root
 */
record DashboardApi(Peer peer, String context) {
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
        headers.put("Accept", "application/json");
        if (!method.equals("GET")) {
            headers.put("X-Canyon-CSRF", csrf());
            headers.put("Content-Type", "application/json");
        }
        return peer.call(method, context + "/dashboard/api" + path, headers, body)
                .answer();
    }

    /** Which every change must bring. */
    String csrf() throws IOException {
        return get("/session").getString("csrf");
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
