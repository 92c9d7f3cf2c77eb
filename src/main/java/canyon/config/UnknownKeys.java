package canyon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds names that look like Canyon's and are none: mostly typing errors, which would otherwise have no effect. */
final class UnknownKeys {
    private static final Set<String> NAMES = Keys.ALL.stream().map(Key::name).collect(Collectors.toSet());
    private static final Set<String> VARIABLES =
            NAMES.stream().map(UnknownKeys::variable).collect(Collectors.toSet());

    private UnknownKeys() {}

    /** One warning for each unknown name of each source. */
    static List<String> warnings(Map<String, Set<String>> namesBySource) {
        List<String> warnings = new ArrayList<>();
        namesBySource.forEach((source, names) -> {
            // Environment sources list a variable also as the key that it might mean; in this order the variable is
            // first.
            Map<String, String> written = new TreeMap<>();
            new TreeSet<>(names).forEach(name -> written.putIfAbsent(variable(name), name));
            written.forEach((variable, name) -> {
                if (variable.startsWith("CANYON_") && !isKnown(name)) {
                    warnings.add(name + " (from " + source + ") is no setting of Canyon" + hint(name));
                }
            });
        });
        return warnings;
    }

    private static boolean isKnown(String name) {
        return NAMES.contains(name) || (name.indexOf('.') < 0 && VARIABLES.contains(variable(name)));
    }

    /** The environment variable of a key, by MicroProfile Config's rule. */
    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String hint(String name) {
        String written = variable(name);
        return NAMES.stream()
                .sorted()
                .min(Comparator.comparingInt(key -> distance(variable(key), written)))
                .filter(key -> distance(variable(key), written) <= Math.max(3, written.length() / 4))
                .map(key -> "; the nearest is " + key)
                .orElse("");
    }

    /** Levenshtein: how many characters must be added, removed or changed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
