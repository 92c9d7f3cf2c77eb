package canyon.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads through {@link Config#getConfigValue}, which tells the source. {@code getValue} would not do: it throws for
 * empty values, which are the defaults of some keys.
 */
record MicroProfileSource(Config config) implements SettingSource {
    /**
     * The configuration that the server gives to the application whose class loader the thread has.
     *
     * @throws LinkageError if the server has no MicroProfile Config
     * @throws IllegalStateException if it has the classes but no implementation
     */
    static MicroProfileSource ofThisApplication() {
        return new MicroProfileSource(ConfigProvider.getConfig());
    }

    @Override
    public Optional<Given> find(String key) {
        try {
            ConfigValue value = config.getConfigValue(key);
            String origin = origin(value.getSourceName(), value.getSourceOrdinal());
            if (value.getValue() != null) {
                boolean packaged = value.getSourceOrdinal() <= ConfigSource.DEFAULT_ORDINAL;
                return Optional.of(new Given(value.getValue(), origin, true, packaged));
            }
            return Optional.ofNullable(value.getRawValue()).map(raw -> new Given(raw, origin, false));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            // An expression that the implementation refuses: it tells neither text nor source.
            return Optional.of(new Given("${...}", "a source that MicroProfile Config does not name", false));
        }
    }

    @Override
    public Map<String, Set<String>> names() {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (ConfigSource source : config.getConfigSources()) {
            names.computeIfAbsent(origin(source.getName(), source.getOrdinal()), origin -> new HashSet<>())
                    .addAll(namesIn(source));
        }
        return names;
    }

    /** Only hints depend on the names, so a foreign source that cannot list them must not stop the start. */
    private static Set<String> namesIn(ConfigSource source) {
        try {
            return source.getPropertyNames().stream().filter(Objects::nonNull).collect(Collectors.toSet());
        } catch (RuntimeException e) {
            return Set.of();
        }
    }

    private static String origin(String source, int ordinal) {
        return source + ", ordinal " + ordinal;
    }
}
