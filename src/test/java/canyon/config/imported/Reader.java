package canyon.config.imported;

import canyon.config.imported.Imported.Leftover;
import canyon.config.imported.Imported.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Imports what a test has written. */
final class Reader {
    private Reader() {}

    static Imported environment(Map<String, String> variables) {
        return Importer.read(List.of("environment"), variables);
    }

    /** @param name of the file, in a folder of its own */
    static Imported file(String name, String text) {
        return file(name, text, Map.of());
    }

    /** @param variables imported too, unless there are none */
    static Imported file(String name, String text, Map<String, String> variables) {
        try {
            Path file = Files.createTempDirectory("import").resolve(name);
            Files.writeString(file, text);
            List<String> entries =
                    variables.isEmpty() ? List.of(file.toString()) : List.of(file.toString(), "environment");
            Imported imported = Importer.read(entries, variables);
            Files.delete(file);
            Files.delete(file.getParent());
            return imported;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Values by Canyon's keys. */
    static Map<String, String> settings(Imported imported) {
        Map<String, String> settings = new TreeMap<>();
        for (Setting setting : imported.settings()) {
            settings.put(setting.key(), setting.text());
        }
        return settings;
    }

    static List<String> leftovers(Imported imported) {
        return imported.leftovers().stream().map(Leftover::name).toList();
    }
}
