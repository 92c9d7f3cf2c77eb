package canyon.auth;

import canyon.config.Secret;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides what sounds like a secret in an answer: JSON, JSON in a string, a page, or the beginning of any of them. */
final class SecretMask {
    private static final JsonText HIDDEN = JsonText.ofString(Secret.MASK);

    /** Deeper nesting is not shown. */
    private static final int MAX_DEPTH = 8;

    private static final String WORD =
            "(?:auth|secret|token|pass|pwd|sess|cookie|sig|hmac|digest|key|bearer|credential|csrf|xsrf|jwt)";

    private static final Pattern NAME = Pattern.compile(WORD, Pattern.CASE_INSENSITIVE);

    /**
     * {@code "auth":}, {@code token=}, {@code Bearer}, or {@code <meta name="csrf-token" content=}. Bounded and without
     * a way back, so that no text takes more than linear time.
     */
    private static final Pattern BEFORE_A_SECRET = Pattern.compile(
            WORD + "[\\w.-]{0,64}+[\\\\\"']{0,8}+\\s{0,64}+(?::|[\\w-]{0,64}+\\s{0,64}+=)|(?:bearer|basic)\\s",
            Pattern.CASE_INSENSITIVE);

    /** Signatures in hexadecimal, tokens; words and UUIDs are shorter. */
    private static final Pattern RANDOM = Pattern.compile("[0-9A-Fa-f]{32,}|[A-Za-z0-9+_-]{40,}");

    private SecretMask() {}

    static String of(String text) {
        return of(text, MAX_DEPTH);
    }

    private static String of(String text, int depth) {
        try {
            return masked(JsonText.parse(text), depth).text();
        } catch (MalformedJsonException e) {
            // Where a secret ends cannot be told without its form.
            Matcher secret = BEFORE_A_SECRET.matcher(text);
            String shown = secret.find() ? text.substring(0, secret.end()) + Secret.MASK : text;
            return RANDOM.matcher(shown).replaceAll(Secret.MASK);
        }
    }

    private static JsonText masked(JsonText value, int depth) {
        if (depth == 0) {
            return HIDDEN;
        }
        if (value.isObject()) {
            Map<String, JsonText> shown = new LinkedHashMap<>();
            value.members()
                    .forEach((name, member) ->
                            shown.put(name, NAME.matcher(name).find() ? HIDDEN : masked(member, depth - 1)));
            return JsonText.ofMembers(shown);
        }
        if (value.isArray()) {
            return JsonText.ofElements(value.elements().stream()
                    .map(element -> masked(element, depth - 1))
                    .toList());
        }
        return value.isString() ? JsonText.ofString(of(value.string(), depth - 1)) : value;
    }
}
