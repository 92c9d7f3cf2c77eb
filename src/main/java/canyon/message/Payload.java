package canyon.message;

import org.jspecify.annotations.Nullable;

/**
 * The data of an event. Pusher's libraries send a string, nearly always one that holds JSON; Laravel's redis driver and
 * Socket.IO clients send JSON itself.
 *
 * @param value the JSON that is meant
 * @param written the form that it came in by Pusher's protocol, which its clients get back unchanged; null if it came
 *     another way
 */
public record Payload(JsonText value, @Nullable JsonText written) {
    public Payload(JsonText value) {
        this(value, null);
    }

    /** As Pusher's libraries write it: a string that holds JSON means that JSON, any other string itself. */
    public static Payload ofWritten(JsonText written) {
        return new Payload(meaning(written), written);
    }

    /** In the form of Pusher's protocol: a string from which its clients make {@link #value} again. */
    public JsonText quoted() {
        if (written != null) {
            return written;
        }
        boolean plain = value.isString() && meaning(value).equals(value);
        return plain ? value : JsonText.ofString(value.text());
    }

    /** Characters that it holds, roughly. */
    int weight() {
        return value.text().length() + (written == null ? 0 : written.text().length());
    }

    private static JsonText meaning(JsonText text) {
        if (!text.isString()) {
            return text;
        }
        try {
            return JsonText.parse(text.string());
        } catch (MalformedJsonException plain) {
            return text;
        }
    }
}
