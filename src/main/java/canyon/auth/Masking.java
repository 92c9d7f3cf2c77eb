package canyon.auth;

import canyon.config.Secret;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes what came from clients and applications fit for one line of a log: short, printable and without secrets. */
final class Masking {
    private static final int SHOWN_LENGTH = 200;

    /** Headers that are known to hold no secret. The rest is named but not shown. */
    private static final Set<String> SHOWN = shownHeaders();

    /** Signatures and keys in Laravel's answers, and what else sounds like a secret. */
    private static final Pattern SECRET = Pattern.compile(
            "(\"[^\"]*(?:auth|secret|token|password|session|cookie|key)[^\"]*\"\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"?)",
            Pattern.CASE_INSENSITIVE);

    private Masking() {}

    private static Set<String> shownHeaders() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Set.of("Accept", "Accept-Language", "X-Requested-With", "X-Socket-ID", "Origin", "Referer"));
        return names;
    }

    static String headers(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + "="
                        + (SHOWN.contains(header.getKey()) ? line(header.getValue()) : Secret.MASK))
                .collect(Collectors.joining(", "));
    }

    /** The beginning of a body. */
    static String start(String body) {
        // Masked first: a secret that is cut would not be recognised.
        String head = body.substring(0, Math.min(body.length(), 4 * SHOWN_LENGTH));
        return body.isEmpty() ? "(empty)" : line(SECRET.matcher(head).replaceAll("$1\"" + Secret.MASK + "\""));
    }

    static String line(String text) {
        String shown = text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "…";
        return shown.replaceAll("[\\p{Cntrl}\u2028\u2029]", " ");
    }
}
