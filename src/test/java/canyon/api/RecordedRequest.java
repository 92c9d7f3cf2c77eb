package canyon.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to a real laravel-echo-server, with its answer and with what client B got, which nothing recorded excludes.
 *
 * @param events each {@code [event, channel, data]}
 */
record RecordedRequest(JsonObject request, JsonObject response, List<JsonArray> events) {
    static List<RecordedRequest> all() throws IOException {
        List<RecordedRequest> recorded = new ArrayList<>();
        JsonObject request = null;
        JsonObject response = null;
        List<JsonArray> events = new ArrayList<>();
        for (JsonObject line : lines()) {
            switch (line.getString("kind")) {
                case "http-request" -> {
                    if (request != null && response != null) {
                        recorded.add(new RecordedRequest(request, response, events));
                    }
                    request = line;
                    events = new ArrayList<>();
                }
                case "http-response" -> response = line;
                case "ws-frame" -> {
                    if (line.getString("who").equals("server->B")) {
                        events.add(array(line.getString("data").substring("42".length())));
                    }
                }
                default -> {
                    // Notes for people.
                }
            }
        }
        recorded.add(new RecordedRequest(Objects.requireNonNull(request), Objects.requireNonNull(response), events));
        return recorded;
    }

    byte[] body() {
        return request.getString("body").getBytes(UTF_8);
    }

    String appId() {
        return uri().getPath().split("/", -1)[2];
    }

    @Nullable
    String authKey() {
        String query = uri().getQuery();
        return query == null ? null : query.substring("auth_key=".length());
    }

    @Nullable
    String authorization() {
        return request.getJsonObject("headers").getString("Authorization", null);
    }

    int status() {
        return response.getInt("status");
    }

    /** The answer's {@code error}; null if it is none. */
    @Nullable
    String error() {
        try (JsonReader reader = Json.createReader(new StringReader(response.getString("body")))) {
            return reader.readObject().getString("error", null);
        }
    }

    @Override
    public String toString() {
        return request.getString("path") + " " + request.getString("body");
    }

    static JsonArray array(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readArray();
        }
    }

    private URI uri() {
        return URI.create(request.getString("path"));
    }

    private static List<JsonObject> lines() throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        try (InputStream in =
                        Objects.requireNonNull(RecordedRequest.class.getResourceAsStream("/wire/http/publish.jsonl"));
                BufferedReader text = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                try (JsonReader reader = Json.createReader(new StringReader(line))) {
                    lines.add(reader.readObject());
                }
            }
        }
        return lines;
    }
}
