package canyon.config.imported;

import canyon.config.imported.Imported.Application;
import canyon.config.imported.Imported.Contradiction;
import canyon.config.imported.Imported.Leftover;
import canyon.config.imported.Imported.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what imports say. Not thread-safe. */
final class Findings {
    private static final int SHOWN_LENGTH = 100;

    /** A file may have thousands of names that nobody knows. */
    private static final int SHOWN_UNKNOWN = 50;

    private static final int SHOWN_PROBLEMS = 50;

    /** More than all products together have options. */
    private static final int SHOWN_LEFTOVERS = 500;

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final List<Contradiction> contradictions = new ArrayList<>();
    private final List<Application> apps = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int left;
    private int unknown;
    private int wrong;

    void take(Found found, String key, String text) {
        Setting setting = new Setting(found.from(), printable(found.name()), key, text);
        Setting before = settings.putIfAbsent(key, setting);
        if (before != null && !before.text().equals(text)) {
            contradictions.add(new Contradiction(before, setting));
        }
    }

    void take(Application app) {
        apps.add(app);
    }

    void leave(Found found, String why) {
        left++;
        if (left <= SHOWN_LEFTOVERS) {
            leftovers.add(new Leftover(found.from(), printable(found.name()), why));
        }
    }

    void unknown(Found found, String product) {
        unknown++;
        if (unknown <= SHOWN_UNKNOWN) {
            leave(found, "it is nothing that Canyon knows of " + product);
        }
    }

    void warning(String text) {
        warnings.add(text);
    }

    void wrong(Found found, String reason) {
        problem(printable(found.name()) + " (" + found.from() + ") " + reason);
    }

    void problem(String text) {
        wrong++;
        if (wrong <= SHOWN_PROBLEMS) {
            problems.add("canyon.import: " + text);
        }
    }

    Imported result() {
        if (unknown > SHOWN_UNKNOWN) {
            warning("canyon.import: " + (unknown - SHOWN_UNKNOWN) + " more names are unknown");
        }
        if (left > SHOWN_LEFTOVERS) {
            warning("canyon.import: " + (left - SHOWN_LEFTOVERS) + " more are not imported");
        }
        if (wrong > SHOWN_PROBLEMS) {
            problems.add("canyon.import: and " + (wrong - SHOWN_PROBLEMS) + " more");
        }
        return new Imported(List.copyOf(settings.values()), contradictions, apps, leftovers, warnings, problems);
    }

    /** Keeps a message on one line, however a name looks. */
    static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH) + "...";
    }
}
