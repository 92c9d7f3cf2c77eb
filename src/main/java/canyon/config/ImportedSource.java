package canyon.config;

import canyon.config.imported.Imported;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Canyon's own settings, and below them, but above the defaults, what was imported. */
final class ImportedSource implements SettingSource {
    private static final Map<String, String> DEFAULTS =
            Keys.ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, Key::defaultText));

    private final SettingSource own;
    private final Map<String, Given> imported = new HashMap<>();

    ImportedSource(SettingSource own, Imported imports) {
        this.own = own;
        imports.settings()
                .forEach(setting ->
                        imported.put(setting.key(), new Given(setting.text(), "import of " + setting, true)));
    }

    @Override
    public Optional<Given> find(String key) {
        return givenItself(key).or(() -> Optional.ofNullable(imported.get(key))).or(() -> own.find(key));
    }

    /** What somebody has set, which is more than that the WAR says it. */
    Optional<Given> givenItself(String key) {
        return own.find(key)
                .filter(given -> !given.text().isBlank())
                .filter(given -> !given.packaged() || !given.text().equals(DEFAULTS.get(key)));
    }

    @Override
    public Map<String, Set<String>> names() {
        return own.names();
    }

    @Override
    public Optional<String> remark() {
        return own.remark();
    }
}
