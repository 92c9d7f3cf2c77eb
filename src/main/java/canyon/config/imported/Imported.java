package canyon.config.imported;

import java.util.List;
import java.util.Map;

/**
 * What imports say, and what is wrong with them. No text of a warning or a problem holds a value.
 *
 * @param settings in the order in which they were found, for one key only the first
 * @param contradictions of settings to one of the list before
 * @param warnings what is suspicious but neither wrong nor left behind
 */
public record Imported(
        List<Setting> settings,
        List<Contradiction> contradictions,
        List<Application> apps,
        List<Leftover> leftovers,
        List<String> warnings,
        List<String> problems) {
    public Imported {
        settings = List.copyOf(settings);
        contradictions = List.copyOf(contradictions);
        apps = List.copyOf(apps);
        leftovers = List.copyOf(leftovers);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /**
     * A value for one of Canyon's keys.
     *
     * @param from the file, or the environment
     * @param name what it is called there
     * @param text may be a secret
     */
    public record Setting(String from, String name, String key, String text) {
        @Override
        public String toString() {
            return name + " (" + from + ")";
        }
    }

    /** Two settings for one key that say different things. */
    public record Contradiction(Setting first, Setting second) {}

    /**
     * An application besides the default one.
     *
     * @param shared whether its events go to the channels of the default application, as all clients of
     *     laravel-echo-server share theirs
     * @param texts by the names that a file of applications has for them
     */
    public record Application(String from, String name, boolean shared, Map<String, String> texts) {
        public Application {
            texts = Map.copyOf(texts);
        }

        /** Without the texts, which hold secrets. */
        @Override
        public String toString() {
            return name + " (" + from + ")";
        }
    }

    /**
     * What has no place in Canyon's configuration.
     *
     * @param why and what to do instead
     */
    public record Leftover(String from, String name, String why) {
        @Override
        public String toString() {
            return name + " (" + from + ") is not imported: " + why;
        }
    }
}
