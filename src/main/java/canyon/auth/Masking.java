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

    /** How much of a body is searched for secrets. */
    private static final int SEARCHED_LENGTH = 16 * 1024;

    /** Shorter parts of headers are words, not secrets. */
    private static final int SECRET_LENGTH = 6;

    /** Headers that are known to hold no secret; a page's URL may hold a signature. The rest is named but not shown. */
    private static final Set<String> SHOWN = shownHeaders();

    /** What ends a line, moves the cursor of a terminal or turns the direction of writing. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private static final Pattern BETWEEN_PARTS = Pattern.compile("[\\s;,=]+");

    private Masking() {}

    private static Set<String> shownHeaders() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Set.of("Accept", "Accept-Language", "X-Requested-With", "X-Socket-ID"));
        return names;
    }

    static String headers(Map<String, String> headers) {
        return line(headers.entrySet().stream()
                .map(header ->
                        header.getKey() + "=" + (SHOWN.contains(header.getKey()) ? header.getValue() : Secret.MASK))
                .collect(Collectors.joining(", ")));
    }

    /** The beginning of an answer's body. */
    static String start(String body, Map<String, String> headers) {
        // Masked first: a secret that is cut would not be recognised.
        String head = body.substring(0, Math.min(body.length(), SEARCHED_LENGTH));
        return body.isEmpty() ? "(empty)" : line(SecretMask.of(withoutValues(head, headers)));
    }

    /** As {@link #start}, longer and with its lines, for people who look at one answer. */
    static String page(String body, Map<String, String> headers, int length) {
        String head = body.substring(0, Math.min(body.length(), SEARCHED_LENGTH));
        String masked = SecretMask.of(withoutValues(head, headers));
        return masked.length() <= length ? masked : masked.substring(0, length) + "…";
    }

    /** Whether a header of this name, sent by us, may be seen. */
    static boolean isShown(String header) {
        return SHOWN.contains(header);
    }

    /** A failure in words, which may quote what was sent. */
    static String cause(Exception failure, Map<String, String> headers) {
        return line(withoutValues(failure.toString(), headers));
    }

    private static String withoutValues(String text, Map<String, String> headers) {
        String masked = text;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!SHOWN.contains(header.getKey())) {
                for (String part : BETWEEN_PARTS.split(header.getValue(), -1)) {
                    masked = part.length() < SECRET_LENGTH ? masked : masked.replace(part, Secret.MASK);
                }
            }
        }
        return masked;
    }

    static String line(String text) {
        String shown = text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "…";
        return UNPRINTABLE.matcher(shown).replaceAll(" ");
    }
}
