package canyon.config;

import java.util.List;

/** What a file or a table says about applications is wrong. Secrets are masked. */
public final class InvalidAppsException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final List<String> problems;

    public InvalidAppsException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem. */
    public List<String> problems() {
        return problems;
    }
}
