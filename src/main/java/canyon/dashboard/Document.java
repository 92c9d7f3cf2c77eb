package canyon.dashboard;

import canyon.message.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is put together member by member, with what applications wrote untouched in it. Not thread-safe.
 */
final class Document {
    private final Map<String, JsonText> members = new LinkedHashMap<>();

    Document put(String name, @Nullable String value) {
        return put(name, value == null ? JsonText.NULL : JsonText.ofString(value));
    }

    Document put(String name, long value) {
        return put(name, new JsonText(String.valueOf(value)));
    }

    Document put(String name, boolean value) {
        return put(name, new JsonText(String.valueOf(value)));
    }

    Document put(String name, Document value) {
        return put(name, value.json());
    }

    Document put(String name, JsonText value) {
        members.put(name, value);
        return this;
    }

    Document put(String name, Stream<Document> values) {
        return put(name, JsonText.ofElements(values.map(Document::json).toList()));
    }

    Document putTexts(String name, List<String> values) {
        return put(
                name,
                JsonText.ofElements(values.stream().map(JsonText::ofString).toList()));
    }

    /** An object with a number under each name. */
    static Document ofCounts(Map<String, ? extends Number> counts) {
        Document document = new Document();
        counts.forEach((name, count) -> document.put(name, count.longValue()));
        return document;
    }

    /** An object with a text under each name. */
    static Document ofTexts(Map<String, String> texts) {
        Document document = new Document();
        texts.forEach(document::put);
        return document;
    }

    JsonText json() {
        return JsonText.ofMembers(members);
    }
}
