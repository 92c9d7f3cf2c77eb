package canyon.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value kept as it was written: numbers, escapes and the order of keys reach the client untouched.
 *
 * @param text valid JSON without surrounding white space; only {@link JsonScanner} makes it from foreign text
 */
public record JsonText(String text) {
    public static final JsonText NULL = new JsonText("null");
    public static final JsonText EMPTY_OBJECT = new JsonText("{}");

    /** Validates a whole text. */
    public static JsonText parse(String text) throws MalformedJsonException {
        return new JsonScanner(text).document();
    }

    /**
     * Validates a whole text that must be an object and takes out some members of it in the same pass, without a map of
     * all.
     *
     * @return the members in the order of {@code names}, null where one is missing; of a repeated name the last counts
     */
    public static @Nullable JsonText[] excerpt(String text, String... names) throws MalformedJsonException {
        return new JsonScanner(text).excerpt(names);
    }

    /** The JSON string that stands for {@code value}. */
    public static JsonText ofString(String value) {
        return new JsonText(JsonStrings.quoted(value));
    }

    /** An object with these members in their order. */
    public static JsonText ofMembers(Map<String, JsonText> members) {
        StringBuilder out = new StringBuilder("{");
        members.forEach((name, value) -> out.append(out.length() == 1 ? "" : ",")
                .append(JsonStrings.quoted(name))
                .append(':')
                .append(value.text()));
        return new JsonText(out.append('}').toString());
    }

    /** An array of these elements. */
    public static JsonText ofElements(List<JsonText> elements) {
        StringBuilder out = new StringBuilder("[");
        for (JsonText element : elements) {
            out.append(out.length() == 1 ? "" : ",").append(element.text());
        }
        return new JsonText(out.append(']').toString());
    }

    public boolean isObject() {
        return text.startsWith("{");
    }

    public boolean isArray() {
        return text.startsWith("[");
    }

    public boolean isString() {
        return text.startsWith("\"");
    }

    public boolean isNumber() {
        char first = text.charAt(0);
        return first == '-' || (first >= '0' && first <= '9');
    }

    public boolean isNull() {
        return text.equals("null");
    }

    /** The characters that a JSON string stands for. */
    public String string() {
        if (!isString()) {
            throw new IllegalStateException("not a JSON string: " + start());
        }
        return JsonStrings.unquote(text);
    }

    /** The members of an object in their order; of a repeated name the last counts. */
    public Map<String, JsonText> members() {
        if (!isObject()) {
            throw new IllegalStateException("not a JSON object: " + start());
        }
        return JsonScanner.trusted(text).members();
    }

    /** The elements of an array. */
    public List<JsonText> elements() {
        if (!isArray()) {
            throw new IllegalStateException("not a JSON array: " + start());
        }
        return JsonScanner.trusted(text).elements();
    }

    /** The beginning, for messages to people. */
    public String start() {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    @Override
    public String toString() {
        return text;
    }
}
