package canyon.config;

import java.util.List;
import java.util.Set;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets a server's console set Canyon's keys in JNDI: first {@code java:comp/env/<key>}, then {@code java:global/<key>},
 * then the key itself, which is all that Open Liberty lets an operator bind. Above environment variables (300), below
 * system properties (400). A key's dots need no escaping: only slashes separate JNDI names. Safe from any thread; keeps
 * nothing, because it may be asked before the naming context is there.
 */
public final class JndiConfigSource implements ConfigSource {
    static final int ORDINAL = 350;

    private static final List<String> PLACES = List.of("java:comp/env/", "java:global/", "");

    /** What MicroProfile Config's ServiceLoader needs. */
    public JndiConfigSource() {}

    @Override
    public String getName() {
        return "JNDI";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    /**
     * The value of any type, as text. Other names than Canyon's are not looked up: they would cost a lookup each, and a
     * naming service that is itself configured through MicroProfile Config would ask in circles.
     */
    @Override
    public @Nullable String getValue(String key) {
        if (!key.startsWith("canyon.")) {
            return null;
        }
        for (String place : PLACES) {
            String value = lookUp(place + key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /**
     * None: implementations ask once, early and keep the answer, perhaps before the naming context is there. They do
     * ask {@link #getValue} for names that are not listed.
     */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
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
