package canyon.dashboard;

import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON object that an operator's page sends. Whatever is wrong with it is told by the name of its member. */
record Question(Map<String, JsonText> members) {
    /** Of most requests; those that publish have the limit of the HTTP API. */
    static final int SMALL = 64 * 1024;

    private static final int BAD_REQUEST = 400;

    /** An empty body is an empty object. */
    static Question read(InputStream body, int limit) throws RefusalException {
        String text = text(body, limit);
        if (text.isBlank()) {
            return new Question(Map.of());
        }
        try {
            JsonText json = JsonText.parse(text);
            if (!json.isObject()) {
                throw RefusalException.invalid("The body must be a JSON object, got " + json.start());
            }
            return new Question(json.members());
        } catch (MalformedJsonException e) {
            throw RefusalException.invalid("The body is no JSON: " + e.getMessage() + ". Nothing was done");
        }
    }

    private static String text(InputStream body, int limit) throws RefusalException {
        try {
            byte[] bytes = body.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new RefusalException(Reply.TOO_LARGE, "The body must have at most " + limit + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw RefusalException.invalid("The body must be UTF-8");
        } catch (IOException e) {
            throw new RefusalException(BAD_REQUEST, "The body could not be read");
        }
    }

    /** Null if there is none, or the JSON null. */
    @Nullable
    JsonText value(String name) {
        JsonText value = members.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Null if there is none; an empty text too. */
    @Nullable
    String text(String name) throws RefusalException {
        JsonText value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw RefusalException.invalid(name + " must be a string, got " + value.start());
        }
        String text = value.string();
        return text.isEmpty() ? null : text;
    }

    String required(String name) throws RefusalException {
        String text = text(name);
        if (text == null) {
            throw RefusalException.invalid(name + " is missing");
        }
        return text;
    }

    boolean flag(String name, boolean fallback) throws RefusalException {
        JsonText value = value(name);
        if (value == null) {
            return fallback;
        }
        return switch (value.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RefusalException.invalid(name + " must be true or false, got " + value.start());
        };
    }
}
