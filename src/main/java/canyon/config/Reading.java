package canyon.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One pass over the configuration that goes on after a problem, so that all are found. Not thread-safe. */
final class Reading {
    private static final int SHOWN_LENGTH = 200;

    private final SettingSource source;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<Key<?>> given = new HashSet<>();
    private final Set<Key<?>> wrong = new HashSet<>();

    Reading(SettingSource source) {
        this.source = source;
    }

    /** The key's value; its default if it is not given, or is wrong, which is then noted. */
    <T> T value(Key<T> key) {
        return optional(key).orElseGet(key::defaultValue);
    }

    /** The key's value; empty if it is not given, or is wrong, which is then noted. */
    <T> Optional<T> optional(Key<T> key) {
        Optional<Given> found = source.find(key.name());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Given setting = found.get();
        String text = setting.text().strip();
        if (text.isEmpty()) {
            if (!key.defaultText().isEmpty()) {
                warnings.add(
                        key + " is empty (from " + setting.origin() + "): the default holds, " + key.defaultText());
            }
            return Optional.empty();
        }
        given.add(key);
        if (!setting.resolved()) {
            refuse(key, setting, "refers to something that is not set");
            return Optional.empty();
        }
        try {
            return Optional.of(key.format().parse(text));
        } catch (IllegalArgumentException e) {
            refuse(key, setting, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Whether the key has a text, be it right or wrong. */
    boolean isGiven(Key<?> key) {
        return given.contains(key);
    }

    boolean isWrong(Key<?> key) {
        return wrong.contains(key);
    }

    void problem(String text) {
        problems.add(text);
    }

    void warning(String text) {
        warnings.add(text);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void refuse(Key<?> key, Given setting, String reason) {
        wrong.add(key);
        String shown = printable(key.format().shown().apply(setting.text().strip()));
        problems.add(key + " = \"" + shown + "\" (from " + setting.origin() + "): " + printable(reason) + "; allowed: "
                + key.format().allowed());
    }

    /** Keeps a message on one line, however the value looks. */
    static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH) + "...";
    }
}
