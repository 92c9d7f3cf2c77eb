package canyon.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds imported applications that have the id or the key of another one. */
final class ImportedNames {
    private final Reading reading;
    private final Map<String, String> owners = new HashMap<>();

    ImportedNames(Reading reading) {
        this.reading = reading;
    }

    /** An application that is configured itself hides an imported one; two imported ones are a problem. */
    void check(AppSettings standard, List<AppSettings> configured, List<ImportedApp> imported) {
        for (ImportedApp app : imported) {
            AppSettings settings = app.settings();
            if (hides(standard, app) || configured.stream().anyMatch(other -> hides(other, app))) {
                reading.warning("canyon.import: application " + settings.id()
                        + " is hidden by one of Canyon's own that has the same id or key");
            }
            noteRepeated("id " + settings.id(), settings);
            if (!app.shared()) {
                noteRepeated("key " + settings.key(), settings);
            }
        }
    }

    /** The key of a shared one means nothing. */
    private static boolean hides(AppSettings own, ImportedApp imported) {
        AppSettings settings = imported.settings();
        return own.id().equals(settings.id())
                || (!imported.shared() && own.key().equals(settings.key()));
    }

    private void noteRepeated(String name, AppSettings app) {
        String other = owners.putIfAbsent(name, app.id());
        if (other != null) {
            reading.problem("canyon.import: applications " + other + " and " + app.id() + " have the same "
                    + name.substring(0, name.indexOf(' ')));
        }
    }
}
