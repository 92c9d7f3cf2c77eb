package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message published through a real laravel-echo-server.
 *
 * @param frame the Socket.IO frame that its client got; null if none
 */
record RecordedMessage(
        String channel, String message, @Nullable String frame) {
    /** Numbers that the recorded server reprinted with another value; Canyon passes them on as written. */
    private static final String REPRINTED = "12345678901234567890";

    static List<RecordedMessage> all() throws IOException {
        List<RecordedMessage> recorded = new ArrayList<>();
        for (JsonObject line : lines("/wire/redis/messages.jsonl")) {
            String kind = line.getString("kind");
            if (kind.equals("redis-publish")) {
                recorded.add(new RecordedMessage(line.getString("channel"), line.getString("message"), null));
            } else if (kind.equals("ws-frame")) {
                RecordedMessage last = recorded.remove(recorded.size() - 1);
                recorded.add(new RecordedMessage(last.channel, last.message, line.getString("data")));
            }
        }
        return recorded;
    }

    boolean hasEventName() {
        return frame != null && arguments().get(0).getValueType() == JsonValue.ValueType.STRING;
    }

    String event() {
        return ((JsonString) arguments().get(0)).getString();
    }

    void assertSameValue(JsonText data) {
        if (!message.contains(REPRINTED)) {
            assertThat(parse("[" + data.text() + "]").get(0))
                    .isEqualTo(arguments().get(2));
        }
    }

    private JsonArray arguments() {
        return parse(Objects.requireNonNull(frame).substring("42".length()));
    }

    private static JsonArray parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readArray();
        }
    }

    private static List<JsonObject> lines(String resource) throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(RecordedMessage.class.getResourceAsStream(resource));
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
