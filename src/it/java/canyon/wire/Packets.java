package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes packets apart so that they can be compared: what is JSON as a value, the rest as text. */
public final class Packets {
    private static final Pattern JSONP = Pattern.compile("___eio\\[(\\d*)]\\((\".*\")\\);");
    private static final Pattern START_OF_JSON = Pattern.compile("[\\[{\"]");

    /** {@link Json#createReader} looks on the whole class path for who can read, each time. */
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private Packets() {}

    /**
     * A packet.
     *
     * @param start its digits and its namespace
     * @param data what follows; JSON's null if nothing
     */
    record Packet(String start, JsonValue data) {
        static Packet of(String text) {
            Matcher json = START_OF_JSON.matcher(text);
            return json.find()
                    ? new Packet(text.substring(0, json.start()), value(text.substring(json.start())))
                    : new Packet(text, JsonValue.NULL);
        }

        @Override
        public String toString() {
            return data == JsonValue.NULL ? start : start + data;
        }
    }

    /** The packets in the body of an answer to a poll, of the revision that its path names. */
    public static List<String> inBody(String path, String body) {
        Matcher jsonp = JSONP.matcher(body);
        String payload = jsonp.matches() ? ((JsonString) value(jsonp.group(2))).getString() : body;
        return path.contains("EIO=4") ? List.of(payload.split("\u001e", -1)) : inLengths(payload);
    }

    private static List<String> inLengths(String payload) {
        List<String> packets = new ArrayList<>();
        int at = 0;
        while (at < payload.length()) {
            int colon = payload.indexOf(':', at);
            assertThat(colon).as("a length in " + payload.substring(at)).isGreaterThan(at);
            int end = colon + 1 + Integer.parseInt(payload, at, colon, 10);
            packets.add(payload.substring(colon + 1, end));
            at = end;
        }
        return packets;
    }

    public static JsonValue value(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }
}
