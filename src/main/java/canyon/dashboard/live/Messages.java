package canyon.dashboard.live;

import canyon.activity.Happening;
import canyon.message.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Server-sent events, as the HTML standard has them; JSON has no line breaks, so that each is one line of data. */
final class Messages {
    static final byte[] OPENING = bytes("retry: 3000\n\n");
    static final byte[] PING = bytes(": ping\n\n");

    private Messages() {}

    static byte[] event(String name, String json) {
        return bytes("event: " + name + "\ndata: " + json + "\n\n");
    }

    static byte[] skipped(long count) {
        return event("skipped", "{\"count\":" + count + "}");
    }

    /** @param ids of applications, by their scopes */
    static byte[] happening(Happening happening, UnaryOperator<String> ids) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("at", text(happening.at().truncatedTo(ChronoUnit.MILLIS).toString()));
        members.put("kind", text(happening.kind().name()));
        members.put("app", text(ids.apply(happening.app())));
        members.put("channel", text(happening.channel()));
        members.put("event", text(happening.event()));
        members.put("socketId", text(happening.socketId()));
        members.put("detail", text(happening.detail()));
        members.put("payload", text(happening.payload()));
        return event("happening", JsonText.ofMembers(members).text());
    }

    private static JsonText text(@Nullable String text) {
        return text == null ? JsonText.NULL : JsonText.ofString(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
