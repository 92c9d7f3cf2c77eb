package canyon.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of clients' programs. A hundred thousand clients have a few hundred different ones, so that equal ones are kept
 * once. Safe for use from any thread.
 */
public final class UserAgents {
    /** What follows is not shown to anybody. */
    static final int MAX_LENGTH = 300;

    /** Strangers may invent as many as they like: then it begins anew. */
    static final int MAX_COUNT = 1_000;

    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private UserAgents() {}

    /** The name in a header, which is null if there was none. */
    public static @Nullable String shared(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String name = header.length() <= MAX_LENGTH ? header : header.substring(0, MAX_LENGTH);
        String known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        if (KNOWN.size() >= MAX_COUNT) {
            KNOWN.clear();
        }
        String earlier = KNOWN.putIfAbsent(name, name);
        return earlier == null ? name : earlier;
    }
}
