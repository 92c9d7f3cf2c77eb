package canyon.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Canyon cannot start with this configuration. The message lists everything that is wrong, secrets masked. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> problems;

    // The warnings are listed too: a misspelt key is often why another one is missing.
    public InvalidSettingsException(List<String> problems, List<String> warnings) {
        super(message(problems, warnings));
        this.problems = new ArrayList<>(problems);
    }

    /** One line for each problem: key, value, source, reason, what is allowed. */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    private static String message(List<String> problems, List<String> warnings) {
        StringBuilder message = new StringBuilder("Canyon cannot start, its configuration has ")
                .append(problems.size() == 1 ? "1 problem:" : problems.size() + " problems:");
        problems.forEach(problem -> message.append("\n  ").append(problem));
        warnings.forEach(warning -> message.append("\n  note: ").append(warning));
        return message.toString();
    }
}
