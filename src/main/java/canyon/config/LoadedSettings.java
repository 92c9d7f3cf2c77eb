package canyon.config;

import java.util.List;

/**
 * Settings that may be served with.
 *
 * @param warnings what is suspicious but not wrong, one line each, to be logged at start; secrets are masked
 * @param origins for each key what holds and who says so; secrets are masked
 * @param imports what holds because it was imported; secrets are masked
 * @param notImported what was not taken from an import
 */
public record LoadedSettings(
        Settings settings,
        List<String> warnings,
        List<SettingOrigin> origins,
        List<ImportedSetting> imports,
        List<NotImportedSetting> notImported) {
    public LoadedSettings {
        warnings = List.copyOf(warnings);
        origins = List.copyOf(origins);
        imports = List.copyOf(imports);
        notImported = List.copyOf(notImported);
    }
}
