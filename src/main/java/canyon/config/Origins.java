package canyon.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The browser origins that may use Canyon (WebSocket, polling, CORS); from {@code canyon.origins}. */
public final class Origins {
    private static final String ANY = "*";

    private final String text;
    private final List<OriginPattern> patterns;

    private Origins(String text, List<OriginPattern> patterns) {
        this.text = text;
        this.patterns = patterns;
    }

    /**
     * Reads {@code *}, or a list of {@code https://shop.test}, {@code https://*.shop.test}, {@code shop.test} or
     * {@code shop.test:8443}. Without a scheme any fits; without a port only the scheme's own.
     *
     * @throws IllegalArgumentException if an entry is no origin
     */
    public static Origins parse(String list) {
        List<String> entries = Format.entries(list);
        if (entries.equals(List.of(ANY))) {
            return new Origins(ANY, List.of());
        }
        List<OriginPattern> patterns = new ArrayList<>();
        for (String entry : entries) {
            patterns.add(pattern(entry));
        }
        return new Origins(String.join(",", entries), List.copyOf(patterns));
    }

    private static OriginPattern pattern(String entry) {
        if (entry.equals(ANY) || entry.equals("null")) {
            throw new IllegalArgumentException(
                    entry.equals(ANY) ? "* must stand alone" : "the origin null is only allowed by *");
        }
        OriginPattern pattern = OriginPattern.parse(entry);
        if (pattern == null || !pattern.hasUsablePort()) {
            throw new IllegalArgumentException("\"" + entry
                    + "\" is no origin: write scheme://host:port or host:port, with nothing after it, in ASCII");
        }
        return pattern;
    }

    /** Whether every origin is allowed, also {@code null}, which sandboxed pages and local files send. */
    public boolean isAny() {
        return patterns.isEmpty();
    }

    /**
     * Whether a browser's page from {@code origin} may use Canyon.
     *
     * @param origin the request's {@code Origin} header; a request without one does not come from a browser's page
     */
    public boolean allows(String origin) {
        if (isAny()) {
            return true;
        }
        OriginPattern parsed = OriginPattern.parse(origin);
        return parsed != null && parsed.isOrigin() && patterns.stream().anyMatch(pattern -> pattern.matches(parsed));
    }

    /** Whether {@code origin} is one of a list; {@link #isAny any} is no list. */
    public boolean lists(String origin) {
        return !isAny() && allows(origin);
    }

    /** The host in an origin, in lower case and without a port; null if it is none. */
    public static @Nullable String hostOf(String origin) {
        OriginPattern parsed = OriginPattern.parse(origin);
        return parsed == null || !parsed.isOrigin() ? null : parsed.host();
    }

    /** As written in the configuration. */
    @Override
    public String toString() {
        return text;
    }
}
