package canyon.config;

import java.util.List;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * What a server's console has set in JNDI: first {@code java:comp/env/<key>}, then {@code java:global/<key>}, then the
 * key itself, which is all that Open Liberty lets an operator bind. A key's dots need no escaping: only slashes
 * separate JNDI names. Safe from any thread; keeps nothing, because it may be asked before the naming context is there.
 */
final class JndiEntries {
    private static final List<String> PLACES = List.of("java:comp/env/", "java:global/", "");

    private JndiEntries() {}

    /** The value of any type, as text. */
    static @Nullable String value(String key) {
        for (String place : PLACES) {
            String value = lookUp(place + key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    // The names are constants and keys of Canyon, none comes from a request.
    @SuppressWarnings("BanJNDI")
    private static @Nullable String lookUp(String name) {
        try {
            InitialContext context = new InitialContext();
            try {
                Object value = context.lookup(name);
                return value == null || value instanceof Context ? null : value.toString();
            } finally {
                context.close();
            }
        } catch (NamingException | RuntimeException | LinkageError e) {
            // Not there; or, as servers say it in many ways, no naming context in this place or at this time.
            return null;
        }
    }
}
