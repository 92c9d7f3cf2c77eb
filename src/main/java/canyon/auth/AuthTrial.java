package canyon.auth;

import canyon.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One question to the application and what came of it, unmasked inside: only the methods may be shown to people.
 * Immutable.
 *
 * @param reply null if there was none
 * @param failure why there was no answer, masked; empty if there was one
 */
public record AuthTrial(
        URI url,
        Map<String, String> headers,
        Map<String, String> form,
        Duration duration,
        AuthEndpoint.@Nullable Reply reply,
        Grant grant,
        String failure) {
    private static final int BODY_LENGTH = 4_000;

    /** Answers' headers that hold no secret. */
    private static final Set<String> SHOWN = shown();

    private static Set<String> shown() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Set.of(
                "Allow",
                "Cache-Control",
                "Content-Length",
                "Content-Type",
                "Date",
                "Location",
                "Retry-After",
                "Server",
                "Vary",
                "Via",
                "WWW-Authenticate",
                "X-Powered-By",
                "X-RateLimit-Limit",
                "X-RateLimit-Remaining"));
        return names;
    }

    /** Headers of the question, secrets masked. */
    public Map<String, String> shownHeaders() {
        Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> shown.put(name, Masking.isShown(name) ? value : Secret.MASK));
        return shown;
    }

    /** Headers of the answer, secrets masked. */
    public Map<String, String> shownReplyHeaders() {
        Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (reply != null) {
            reply.headers()
                    .forEach((name, value) ->
                            shown.put(name, SHOWN.contains(name) ? Masking.line(SecretMask.of(value)) : Secret.MASK));
        }
        return shown;
    }

    /** The beginning of the answer's body, secrets masked. */
    public String shownBody() {
        return reply == null ? "" : Masking.page(reply.answer().body(), headers, BODY_LENGTH);
    }

    /** Where the answer sends its reader, masked; empty if nowhere. */
    public String location() {
        return shownReplyHeaders().getOrDefault("Location", "");
    }

    /** Nothing that may not be seen. */
    @Override
    public String toString() {
        return "POST " + url + ": " + grant;
    }
}
