package canyon.config.imported;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** Reads a JSON object strictly: what JSON parsers pass over in silence is mostly a mistake in a configuration. */
final class JsonFile {
    private static final int MAX_DEPTH = 32;

    private JsonFile() {}

    /**
     * Its values by their names with dots; lists are not taken apart.
     *
     * @throws UnreadableException if it is no JSON object, nested too deeply, or has a name twice, with the place
     */
    static Map<String, JsonValue> read(String text) throws UnreadableException {
        check(text);
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            parser.next();
            Map<String, JsonValue> values = new LinkedHashMap<>();
            flatten("", parser.getObject(), values);
            return values;
        } catch (JsonException | IllegalStateException e) {
            throw new UnreadableException("is no JSON");
        }
    }

    private static void flatten(String path, JsonObject object, Map<String, JsonValue> values)
            throws UnreadableException {
        for (Map.Entry<String, JsonValue> member : object.entrySet()) {
            String name = path + member.getKey();
            if (member.getValue() instanceof JsonObject inner && !inner.isEmpty()) {
                flatten(name + ".", inner, values);
            } else if (values.put(name, member.getValue()) != null) {
                throw new UnreadableException("has \"" + Findings.printable(name) + "\" twice");
            }
        }
    }

    private static void check(String text) throws UnreadableException {
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            if (parser.next() != Event.START_OBJECT) {
                throw new UnreadableException("is no JSON object");
            }
            Deque<Set<String>> names = new ArrayDeque<>();
            names.push(new HashSet<>());
            while (parser.hasNext()) {
                check(parser, parser.next(), names);
            }
            if (!names.isEmpty()) {
                throw new UnreadableException("is no JSON: it ends too early");
            }
        } catch (JsonParsingException e) {
            throw new UnreadableException("is no JSON from " + place(e.getLocation()) + " on");
        } catch (JsonException | IllegalStateException | NoSuchElementException e) {
            throw new UnreadableException("is no JSON, or nested too deeply");
        }
    }

    /** @param names of each object and list around this place, from the inside out; a list has none */
    private static void check(JsonParser parser, Event event, Deque<Set<String>> names) throws UnreadableException {
        switch (event) {
            case START_OBJECT, START_ARRAY -> {
                if (names.size() == MAX_DEPTH) {
                    throw new UnreadableException(
                            "is nested deeper than " + MAX_DEPTH + " at " + place(parser.getLocation()));
                }
                names.push(new HashSet<>());
            }
            case END_OBJECT, END_ARRAY -> names.pop();
            case KEY_NAME -> {
                if (!names.element().add(parser.getString())) {
                    throw new UnreadableException("has \"" + Findings.printable(parser.getString()) + "\" twice, at "
                            + place(parser.getLocation()));
                }
            }
            default -> {}
        }
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNumber() + ", column " + location.getColumnNumber();
    }
}
