package canyon.config;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** Reads lists that people write as JSON. */
final class JsonLists {
    private JsonLists() {}

    /** @throws IllegalArgumentException if {@code text} is no JSON; its message quotes nothing of it */
    static JsonValue parse(String text) {
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            parser.next();
            JsonValue value = parser.getValue();
            if (parser.hasNext()) {
                throw new IllegalArgumentException("more than one JSON value");
            }
            return value;
        } catch (JsonParsingException e) {
            throw new IllegalArgumentException(
                    "no JSON from line " + e.getLocation().getLineNumber() + ", column "
                            + e.getLocation().getColumnNumber() + " on",
                    e);
        } catch (JsonException | NoSuchElementException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    /**
     * The entries with commas between them; a text that is no JSON array is taken as it is.
     *
     * @throws IllegalArgumentException if an element of the array is no string, or has a comma
     */
    static String commaSeparated(String text) {
        if (!text.startsWith("[")) {
            return text;
        }
        JsonValue list = parse(text);
        return list.asJsonArray().stream().map(JsonLists::entry).collect(Collectors.joining(","));
    }

    private static String entry(JsonValue value) {
        if (value instanceof JsonString string && string.getString().indexOf(',') < 0) {
            return string.getString();
        }
        throw new IllegalArgumentException("not a list of texts without commas");
    }

    /**
     * Also one that is written as a text in JSON, as some databases give it. @throws IllegalArgumentException if none
     */
    static JsonArray array(String text) {
        JsonValue value = parse(text);
        if (value instanceof JsonString string) {
            value = parse(string.getString());
        }
        if (value instanceof JsonArray array) {
            return array;
        }
        throw new IllegalArgumentException("no JSON array");
    }
}
