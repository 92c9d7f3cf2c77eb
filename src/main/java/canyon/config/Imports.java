package canyon.config;

import canyon.config.imported.Imported;
import canyon.config.imported.Imported.Contradiction;
import canyon.config.imported.Imported.Setting;
import canyon.config.imported.Importer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What {@code canyon.import} has brought, under what is set by Canyon's own keys. */
final class Imports {
    /** A file may have thousands that are all wrong in the same way. */
    private static final int MAX_WRONG_APPS = 20;

    private static final Map<String, Key<?>> KEYS =
            Keys.ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, Function.identity()));

    private final Imported imported;
    private final ImportedSource source;

    private Imports(Imported imported, SettingSource own) {
        this.imported = imported;
        source = new ImportedSource(own, imported);
    }

    /**
     * Reads what the key names. What is wrong is noted by {@link #note}.
     *
     * @param environment of the process
     */
    static Imports read(SettingSource own, Map<String, String> environment) {
        Reading reading = new Reading(own);
        List<String> entries = reading.optional(Keys.IMPORT).orElse(List.of());
        return new Imports(Importer.read(entries, environment), own);
    }

    /** Canyon's own settings, and below them what was imported. */
    SettingSource source() {
        return source;
    }

    /** Tells what is wrong, what contradicts what, and what was not taken. */
    void note(Reading reading) {
        reading.optional(Keys.IMPORT);
        imported.problems().forEach(reading::problem);
        imported.contradictions().stream()
                .filter(contradiction ->
                        source.givenItself(contradiction.first().key()).isEmpty())
                .forEach(contradiction -> reading.problem(text(contradiction)));
        imported.warnings().forEach(reading::warning);
        notTaken()
                .forEach(left -> reading.warning(
                        "canyon.import: " + left.name() + " (" + left.from() + ") is not imported: " + left.why()));
    }

    private static String text(Contradiction contradiction) {
        return "canyon.import: " + contradiction.first() + " and " + contradiction.second()
                + " say different things about " + contradiction.first().key()
                + ": remove one of them, or set that key itself";
    }

    /** Values that hold, secrets masked, and applications. */
    List<ImportedSetting> taken() {
        List<ImportedSetting> taken = new ArrayList<>();
        imported.settings().stream()
                .filter(setting -> source.givenItself(setting.key()).isEmpty())
                .map(setting -> new ImportedSetting(
                        setting.from(), setting.name(), setting.key(), shown(setting.key(), setting.text())))
                .forEach(taken::add);
        imported.apps().stream().map(Imports::takenApp).forEach(taken::add);
        return List.copyOf(taken);
    }

    private static ImportedSetting takenApp(Imported.Application app) {
        return new ImportedSetting(
                app.from(),
                app.name(),
                "application " + Reading.printable(app.texts().getOrDefault("id", "")),
                app.shared() ? "in the channels of the default one" : "in channels of its own");
    }

    /** What has no place in Canyon's configuration, and what an own key says otherwise. */
    List<NotImportedSetting> notTaken() {
        List<NotImportedSetting> left = new ArrayList<>();
        imported.leftovers()
                .forEach(
                        leftover -> left.add(new NotImportedSetting(leftover.from(), leftover.name(), leftover.why())));
        imported.settings().forEach(setting -> overruled(setting).ifPresent(left::add));
        return List.copyOf(left);
    }

    private Optional<NotImportedSetting> overruled(Setting setting) {
        return source.givenItself(setting.key())
                .filter(given -> !given.text().strip().equals(setting.text()))
                .map(given -> new NotImportedSetting(
                        setting.from(),
                        setting.name(),
                        setting.key() + " is set itself (from " + given.origin() + ")"));
    }

    /** @param limits of an application that says nothing about them */
    List<ImportedApp> apps(AppLimits limits, Reading reading) {
        List<ImportedApp> apps = new ArrayList<>();
        int wrong = 0;
        for (Imported.Application app : imported.apps()) {
            if (wrong == MAX_WRONG_APPS) {
                reading.problem("canyon.import: further applications were not looked at");
                break;
            }
            try {
                apps.add(new ImportedApp(AppEntry.read(fields(app, reading), limits), app.shared()));
            } catch (InvalidAppsException e) {
                wrong++;
                e.problems().forEach(problem -> reading.problem("canyon.import: " + app + ": " + problem));
            }
        }
        return apps;
    }

    private static Map<AppField, String> fields(Imported.Application app, Reading reading) {
        Map<AppField, String> fields = new EnumMap<>(AppField.class);
        app.texts()
                .forEach((name, text) -> AppField.named(name)
                        .ifPresentOrElse(
                                field -> fields.put(field, text),
                                () -> reading.warning("canyon.import: " + app + ": \"" + Reading.printable(name)
                                        + "\" is nothing that Canyon knows of an application")));
        return fields;
    }

    /** For each key what holds and who says so. */
    List<SettingOrigin> origins() {
        return Keys.ALL.stream().map(this::origin).toList();
    }

    private SettingOrigin origin(Key<?> key) {
        Optional<Given> given = source.find(key.name())
                .filter(found -> !found.text().isBlank())
                .filter(found -> !found.packaged() || !found.text().equals(key.defaultText()));
        return new SettingOrigin(
                key.name(),
                shown(key.name(), given.map(Given::text).orElse(key.defaultText())),
                given.map(Given::origin).orElse(SettingOrigin.DEFAULT),
                key.defaultText());
    }

    private static String shown(String key, String text) {
        Key<?> known = KEYS.get(key);
        return known == null || text.isBlank() ? "" : known.format().shown().apply(text.strip());
    }
}
