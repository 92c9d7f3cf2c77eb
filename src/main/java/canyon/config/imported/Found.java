package canyon.config.imported;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.Locale;

/**
 * One thing that an import says.
 *
 * @param from the file, or the environment
 * @param name what it is called there
 * @param resolved false if it refers to a variable that is not set
 */
record Found(String from, String name, JsonValue value, boolean resolved) {
    /** The place of what was found in the variables of the process. */
    static final String ENVIRONMENT = "environment";

    Found(String from, String name, JsonValue value) {
        this(from, name, value, true);
    }

    static Found text(String from, String name, String text) {
        return new Found(from, name, Json.createValue(text));
    }

    /** Whether it says nothing: null, nothing but white space, or an empty list or object. */
    boolean isEmpty() {
        return value == JsonValue.NULL
                || (value instanceof JsonArray array && array.isEmpty())
                || (value instanceof JsonObject object && object.isEmpty())
                || (value instanceof JsonString && text().isBlank());
    }

    /** Whether it is neither a list nor an object. */
    boolean isPlain() {
        return !(value instanceof JsonStructure);
    }

    /** A text as it is meant, anything else as it stands there. */
    String text() {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    /** JavaScript's and PHP's ways to say yes. */
    boolean isTrue() {
        return switch (text().strip().toLowerCase(Locale.ROOT)) {
            case "true", "(true)", "1", "on", "yes" -> true;
            default -> false;
        };
    }

    /** With the place, for people; never the value, which may be a secret. */
    @Override
    public String toString() {
        return name + " (" + from + ")";
    }
}
