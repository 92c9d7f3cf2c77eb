package canyon.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** As much of MicroProfile Config as Canyon asks, with the answers that SmallRye's implementation was seen to give. */
final class FakeConfig implements Config {
    private static final String SOURCE = "fake";
    private static final int ORDINAL = 120;

    private final Map<String, Value> values = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final List<ConfigSource> sources = new ArrayList<>(List.of(new Source(SOURCE, values.keySet())));

    void put(String key, @Nullable String value, String raw) {
        values.put(key, new Value(key, value, raw, SOURCE, ORDINAL));
    }

    void putRefused(String key) {
        refused.add(key);
    }

    void breakListing(String sourceName) {
        sources.add(new Source(sourceName, null));
    }

    @Override
    public ConfigValue getConfigValue(String propertyName) {
        if (refused.contains(propertyName)) {
            throw new IllegalArgumentException("recursive expression");
        }
        return values.getOrDefault(propertyName, new Value(propertyName, null, null, null, 0));
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return sources;
    }

    @Override
    public <T> T getValue(String propertyName, Class<T> propertyType) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> getOptionalValue(String propertyName, Class<T> propertyType) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<String> getPropertyNames() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> forType) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    private record Value(
            String getName,
            @Nullable String getValue,
            @Nullable String getRawValue,
            @Nullable String getSourceName,
            int getSourceOrdinal)
            implements ConfigValue {}

    private record Source(String getName, @Nullable Set<String> names) implements ConfigSource {
        @Override
        public Set<String> getPropertyNames() {
            if (names == null) {
                throw new IllegalStateException("cannot be listed");
            }
            return names;
        }

        @Override
        public @Nullable String getValue(String propertyName) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getOrdinal() {
            return ORDINAL;
        }
    }
}
