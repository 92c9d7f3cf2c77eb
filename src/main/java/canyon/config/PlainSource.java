package canyon.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * For a server without MicroProfile Config: the same places, names and order, but no expressions and no sources of the
 * server's own.
 *
 * @param jndi the value of a key, or null
 */
record PlainSource(Properties properties, Function<String, @Nullable String> jndi, Map<String, String> environment)
        implements SettingSource {
    private static final String PROPERTY = "system property";
    private static final String VARIABLE = "environment variable";

    static PlainSource ofThisProcess() {
        return new PlainSource(System.getProperties(), JndiEntries::value, System.getenv());
    }

    @Override
    public Optional<Given> find(String key) {
        return given(properties.getProperty(key), PROPERTY)
                .or(() -> given(jndi.apply(key), "JNDI"))
                .or(() -> given(variable(key), VARIABLE));
    }

    @Override
    public Map<String, Set<String>> names() {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        names.put(PROPERTY, properties.stringPropertyNames());
        names.put(VARIABLE, environment.keySet());
        return names;
    }

    @Override
    public Optional<String> remark() {
        return Optional.of("this server has no MicroProfile Config: settings are read from system properties, JNDI and"
                + " environment variables only");
    }

    private static Optional<Given> given(@Nullable String text, String origin) {
        return Optional.ofNullable(text).map(found -> new Given(found, origin, true));
    }

    /**
     * By MicroProfile Config's rule: as it is, then with other characters than letters and digits as _, then in
     * capitals.
     */
    private @Nullable String variable(String key) {
        String name = key.replaceAll("[^A-Za-z0-9]", "_");
        for (String candidate : new String[] {key, name, name.toUpperCase(Locale.ROOT)}) {
            String value = environment.get(candidate);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
