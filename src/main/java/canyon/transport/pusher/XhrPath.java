package canyon.transport.pusher;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request of pusher-js's HTTP fallbacks is for: {@code /{key}/{number}/{session}/{verb}}.
 *
 * @param session unique among the sessions of one application; made up by the client
 */
record XhrPath(String key, String session, Verb verb) {
    private static final Pattern PATH = Pattern.compile("/([^/]+)/(\\d{1,10}/[A-Za-z0-9_-]{1,64})/(\\w+)");

    enum Verb {
        POLL("xhr"),
        STREAM("xhr_streaming"),
        SEND("xhr_send");

        private final String text;

        Verb(String text) {
            this.text = text;
        }

        static Optional<Verb> of(String text) {
            for (Verb verb : values()) {
                if (verb.text.equals(text)) {
                    return Optional.of(verb);
                }
            }
            return Optional.empty();
        }
    }

    /** @param path below the place where the fallbacks are */
    static Optional<XhrPath> parse(@Nullable String path) {
        Matcher parts = PATH.matcher(path == null ? "" : path);
        return parts.matches()
                ? Verb.of(parts.group(3)).map(verb -> new XhrPath(parts.group(1), parts.group(2), verb))
                : Optional.empty();
    }

    String id() {
        return key + "/" + session;
    }
}
