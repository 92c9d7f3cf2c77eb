package canyon.api;

import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters of a request of Pusher's API: they stand in the body as a JSON object, or in the query. */
final class Members {
    private static final int BAD_REQUEST = 400;
    private static final String CHANNELS = "channels";
    private static final List<String> STRINGS =
            List.of("name", "data", "channel", "socket_id", "info", Idempotency.PARAMETER);

    private Members() {}

    /** Those of both; the body's win. */
    static Map<String, JsonText> of(Query query, byte[] body) throws RefusedRequestException {
        Map<String, JsonText> members = new LinkedHashMap<>();
        for (String name : STRINGS) {
            query.first(name).ifPresent(value -> members.put(name, JsonText.ofString(value)));
        }
        List<String> channels = query.values(CHANNELS);
        if (!channels.isEmpty()) {
            members.put(
                    CHANNELS,
                    JsonText.ofElements(
                            channels.stream().map(JsonText::ofString).toList()));
        }
        if (body.length > 0) {
            members.putAll(object(json(body), "The body"));
        }
        return members;
    }

    private static JsonText json(byte[] body) throws RefusedRequestException {
        try {
            return JsonText.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            throw refused("The body must be UTF-8");
        } catch (MalformedJsonException e) {
            throw refused("The body must be JSON: " + e.getMessage());
        }
    }

    /** @param what it is, at the beginning of a message */
    static Map<String, JsonText> object(JsonText json, String what) throws RefusedRequestException {
        if (!json.isObject()) {
            throw refused(what + " must be a JSON object, got " + json.start());
        }
        return json.members();
    }

    static String string(Map<String, JsonText> members, String name) throws RefusedRequestException {
        String text = optionalString(members, name);
        if (text == null) {
            throw refused(name + " is missing");
        }
        return text;
    }

    /** Null if there is none, or the JSON null. */
    static @Nullable String optionalString(Map<String, JsonText> members, String name) throws RefusedRequestException {
        JsonText value = members.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw refused(name + " must be a string, got " + value.start());
        }
        return value.string();
    }

    private static RefusedRequestException refused(String message) {
        return new RefusedRequestException(BAD_REQUEST, message);
    }
}
