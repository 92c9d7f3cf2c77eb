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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

    /** The channel that a client's packet asks for. */
    static Optional<String> subscribed(String packet) {
        if (!packet.startsWith("42[\"subscribe\",{")) {
            return Optional.empty();
        }
        JsonObject request = Packets.value(packet.substring(2)).asJsonArray().getJsonObject(1);
        return Optional.of(request.getString("channel"));
    }

    /** All that clients ask for in it. */
    Set<String> channels() {
        return lines.stream()
                .flatMap(line -> subscribed(line.text("data")).stream())
                .collect(Collectors.toSet());
    }

    /** The recorded id that a client has at a line: that of its handshake, or in revision 5 of its connect. */
    String socketId(String client, int index) {
        return lines.stream()
                .limit(index)
                .filter(line -> line.isFromServer() && line.client().equals(client))
                .map(line -> line.text("data"))
                .filter(packet -> packet.startsWith("0{") || packet.startsWith("40{"))
                .reduce((handshake, connect) -> connect)
                .map(Identities::sid)
                .orElseThrow();
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

        /** Those that a client sends. */
        Map<String, String> headers() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            JsonObject recorded = fields.getJsonObject("headers");
            recorded.forEach((name, value) ->
                    headers.put(name, value instanceof JsonString text ? text.getString() : value.toString()));
            return headers;
        }

        HttpAnswer answer() {
            return new HttpAnswer(integer("status"), rawHeaders(), text("body"));
        }

        /** Those that were received. */
        Map<String, String> rawHeaders() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            JsonArray raw = fields.getJsonArray("rawHeaders");
            for (int i = 0; i < raw.size(); i += 2) {
                headers.merge(raw.getString(i), raw.getString(i + 1), (one, more) -> one + ", " + more);
            }
            return headers;
        }
    }
}
