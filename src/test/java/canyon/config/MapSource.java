package canyon.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings as a test writes them down, from a source called "the test". */
final class MapSource implements SettingSource {
    private final Map<String, Given> settings = new HashMap<>();

    static MapSource empty() {
        return new MapSource();
    }

    static MapSource of(String key, String text) {
        return empty().with(key, text);
    }

    MapSource with(String key, String text) {
        settings.put(key, new Given(text, "the test", true));
        return this;
    }

    MapSource withUnresolved(String key, String expression) {
        settings.put(key, new Given(expression, "the test", false));
        return this;
    }

    @Override
    public Optional<Given> find(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    @Override
    public Map<String, Set<String>> names() {
        return Map.of("the test", new HashSet<>(settings.keySet()));
    }
}
