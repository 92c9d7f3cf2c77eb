package canyon.auth;

import canyon.message.JsonText;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a client's headers reaches the application: all that it gave, but those that describe the call itself or that
 * the application might believe a proxy for.
 */
final class ForwardedHeaders {
    /** Of all names and values together; no credentials are longer. */
    static final int MAX_LENGTH = 16 * 1024;

    /** RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** RFC 9110, section 5.5, and nothing that HTTP clients would write in different ways. */
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

    /**
     * Of the connection (RFC 9110, section 7.6.1), of the host, and what would change how the answer is sent. What
     * begins with {@link #PREFIXES} comes on top.
     */
    private static final Set<String> WITHHELD = Set.of(
            "host",
            "forwarded",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "accept-encoding");

    private static final Set<String> PREFIXES = Set.of("content-", "x-forwarded-");

    /** CGI, and so PHP, takes {@code X_Forwarded_For} for {@code X-Forwarded-For}. */
    private static final Pattern LIKE_A_DASH = Pattern.compile("[^A-Za-z0-9]");

    private ForwardedHeaders() {}

    /**
     * Those of the subscription, or if it has none those of the connect, by names in any case.
     *
     * @throws UnusableHeadersException if one of them cannot be sent
     */
    static Map<String, String> of(JsonText auth, JsonText payload) throws UnusableHeadersException {
        Map<String, JsonText> given = headers(auth);
        if (given.isEmpty()) {
            given = headers(payload);
        }
        Set<String> withheld = new HashSet<>(WITHHELD);
        withheld.addAll(namedByConnection(given));
        Map<String, String> forwarded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int length = 0;
        for (Map.Entry<String, JsonText> header : given.entrySet()) {
            String value = text(header.getValue());
            String name = header.getKey();
            if (value != null && !isWithheld(comparable(name), withheld)) {
                length += name.length() + value.length();
                require(length <= MAX_LENGTH, "the headers have more than " + MAX_LENGTH + " characters");
                require(NAME.matcher(name).matches(), "a header has a name that HTTP does not know");
                require(
                        VALUE.matcher(value).matches(),
                        "the header " + name + " holds a character that cannot be sent in a header");
                forwarded.put(name, value.strip());
            }
        }
        return forwarded;
    }

    private static Map<String, JsonText> headers(JsonText object) {
        JsonText headers = object.members().getOrDefault("headers", JsonText.EMPTY_OBJECT);
        return headers.isObject() ? headers.members() : Map.of();
    }

    private static Set<String> namedByConnection(Map<String, JsonText> given) {
        Set<String> named = new HashSet<>();
        given.forEach((name, value) -> {
            if (name.equalsIgnoreCase("connection") && value.isString()) {
                Arrays.stream(value.string().split(",", -1)).forEach(token -> named.add(comparable(token.strip())));
            }
        });
        return named;
    }

    /** A string, or a number or flag as it is written; what else JSON knows is no value of a header. */
    private static @Nullable String text(JsonText value) {
        if (value.isString()) {
            return value.string();
        }
        return value.isObject() || value.isArray() || value.isNull() ? null : value.text();
    }

    private static boolean isWithheld(String name, Set<String> withheld) {
        return withheld.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static String comparable(String name) {
        return LIKE_A_DASH.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    }

    private static void require(boolean fine, String otherwise) throws UnusableHeadersException {
        if (!fine) {
            throw new UnusableHeadersException(otherwise);
        }
    }
}
