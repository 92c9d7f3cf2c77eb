package canyon.config.imported;

import java.util.LinkedHashMap;
import java.util.Map;

/** Options of one product by their names in its configuration: of a file, and of variables that go before it. */
final class Options {
    private final Map<String, Found> variables = new LinkedHashMap<>();

    /** A variable, by the option that it stands for. */
    void override(String path, Found found, Findings findings) {
        Found before = variables.putIfAbsent(path, found);
        if (before != null && !before.text().equals(found.text())) {
            findings.problem(before + " and " + found + " say different things");
        }
    }

    boolean isEmpty() {
        return variables.isEmpty();
    }

    /** A file's options under the variables, as the product itself does it. */
    Map<String, Found> over(Map<String, Found> file, Findings findings) {
        Map<String, Found> all = new LinkedHashMap<>(file);
        variables.forEach((path, variable) -> {
            Found written = all.put(path, variable);
            if (written != null && !written.isEmpty() && !written.text().equals(variable.text())) {
                findings.leave(written, "the variable " + variable + " goes before it");
            }
        });
        return all;
    }
}
