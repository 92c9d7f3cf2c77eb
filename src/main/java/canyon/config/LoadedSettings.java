package canyon.config;

import java.util.List;

/**
 * Settings that may be served with.
 *
 * @param warnings what is suspicious but not wrong, one line each, to be logged at start; secrets are masked
 */
public record LoadedSettings(Settings settings, List<String> warnings) {
    public LoadedSettings {
        warnings = List.copyOf(warnings);
    }

    /** Each key, in the order of the reference. */
    public List<SettingOrigin> origins() {
        return Keys.ALL.stream()
                .map(key -> new SettingOrigin(key.name(), key.defaultText(), "unknown", key.defaultText()))
                .toList();
    }
}
