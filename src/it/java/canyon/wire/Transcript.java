package canyon.wire;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recording.
 *
 * @param number in the file's name
 */
record Transcript(String number, List<Line> lines) {
    private static final Path FOLDER = Path.of("src/it/resources/wire/transcripts");

    static List<Transcript> all() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*.jsonl")) {
            List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(null);
            return sorted.stream().map(Transcript::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Transcript read(Path file) {
        try {
            String number = String.valueOf(file.getFileName()).substring(0, 2);
            return new Transcript(
                    number, Files.readAllLines(file).stream().map(Line::parse).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return number + " " + lines.get(0).text("text");
    }

    /** One thing that somebody did. */
    record Line(JsonObject fields) {
        static Line parse(String json) {
            try (JsonReader reader = Json.createReader(new StringReader(json))) {
                return new Line(reader.readObject());
            }
        }

        int number() {
            return fields.getInt("n");
        }

        String kind() {
            return text("kind");
        }

        String text(String field) {
            return fields.getString(field, "");
        }

        int integer(String field) {
            return fields.getInt(field);
        }

        boolean isFromServer() {
            return text("who").startsWith("server->");
        }

        /** The client that did it, or that it was done to. */
        String client() {
            return text("who").replace("server->", "").replace("->server", "");
        }

        Map<String, String> headers() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            JsonObject recorded = fields.getJsonObject("headers");
            recorded.forEach((name, value) ->
                    headers.put(name, value instanceof JsonString text ? text.getString() : value.toString()));
            return headers;
        }

        HttpAnswer answer() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            JsonArray raw = fields.getJsonArray("rawHeaders");
            for (int i = 0; i < raw.size(); i += 2) {
                headers.merge(raw.getString(i), raw.getString(i + 1), (one, more) -> one + ", " + more);
            }
            return new HttpAnswer(integer("status"), headers, text("body"));
        }
    }
}
