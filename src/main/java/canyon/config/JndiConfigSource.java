package canyon.config;

import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * {@link JndiEntries} for MicroProfile Config. Above environment variables (300), below system properties (400). Safe
 * from any thread.
 */
public final class JndiConfigSource implements ConfigSource {
    static final int ORDINAL = 350;

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
        return key.startsWith("canyon.") ? JndiEntries.value(key) : null;
    }

    /**
     * None: implementations ask once, early and keep the answer, perhaps before the naming context is there. They do
     * ask {@link #getValue} for names that are not listed.
     */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }
}
