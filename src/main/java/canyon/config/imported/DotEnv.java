package canyon.config.imported;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Laravel's {@code .env} as {@code vlucas/phpdotenv} does: {@code export}, comments, single quotes that keep all
 * as it is, double quotes with escapes and line breaks, <code>${NAME}</code> in all but single quotes. Not thread-safe:
 * make one for each text.
 */
final class DotEnv {
    private static final int END = -1;

    /** Characters that all references of a file may stand for: they can refer to each other. */
    private static final int MAX_REFERRED = 1024 * 1024;

    private final String text;
    private final String from;
    private final Map<String, String> environment;
    private final Map<String, Found> variables = new LinkedHashMap<>();
    private int at;
    private int line = 1;
    private long referred;
    private boolean resolved = true;

    private DotEnv(String text, String from, Map<String, String> environment) {
        this.text = text.replace("\r\n", "\n").replace('\r', '\n');
        this.from = from;
        this.environment = environment;
    }

    /**
     * The variables in their order; of one that is there twice the last.
     *
     * @param environment where names are looked up that the file has not set before
     * @throws UnreadableException with the line if it is none
     */
    static Map<String, Found> read(String text, String from, Map<String, String> environment)
            throws UnreadableException {
        DotEnv file = new DotEnv(text, from, environment);
        while (file.peek() != END) {
            file.entry();
        }
        return file.variables;
    }

    /** <code>${NAME}</code> in the value of a variable of the process, which laravel-echo-server looks up. */
    static Found resolve(String name, String value, Map<String, String> environment) {
        DotEnv one = new DotEnv(value, Found.ENVIRONMENT, environment);
        StringBuilder result = new StringBuilder();
        while (one.peek() != END) {
            one.character(result);
        }
        return new Found(
                Found.ENVIRONMENT, name, Found.text("", "", result.toString()).value(), one.resolved);
    }

    private void entry() throws UnreadableException {
        skipBlanks();
        if (peek() == '\n' || peek() == END) {
            next();
            return;
        }
        if (peek() == '#') {
            skipLine();
            return;
        }
        String name = name();
        resolved = true;
        String value = peek() == '=' ? value() : "";
        variables.put(name, new Found(from, name, Found.text("", "", value).value(), resolved));
    }

    private String name() throws UnreadableException {
        String word = word();
        skipBlanks();
        if (word.equals("export") && peek() != '=' && peek() != '\n' && peek() != END) {
            word = word();
            skipBlanks();
        }
        if (!word.matches("['\"]?[A-Za-z_][A-Za-z0-9_.]*['\"]?")
                || (peek() != '=' && peek() != '\n' && peek() != END)) {
            throw unreadable("begins with no name and =");
        }
        return word.replaceAll("['\"]", "");
    }

    private String word() {
        int start = at;
        while (peek() != END && peek() != '=' && !isBlank(peek()) && peek() != '\n') {
            at++;
        }
        return text.substring(start, at);
    }

    private String value() throws UnreadableException {
        next();
        skipBlanks();
        StringBuilder value = new StringBuilder();
        switch (peek()) {
            case '"' -> quoted(value, '"');
            case '\'' -> quoted(value, '\'');
            default -> {
                plain(value);
                return value.toString();
            }
        }
        skipBlanks();
        if (peek() == '#') {
            skipLine();
        } else if (peek() != '\n' && peek() != END) {
            throw unreadable("goes on after the closing quotation mark");
        }
        return value.toString();
    }

    private void plain(StringBuilder value) {
        while (peek() != '\n' && peek() != END) {
            if (isBlank(peek())) {
                skipBlanks();
                if (peek() == '#') {
                    skipLine();
                    return;
                }
                if (peek() != '\n' && peek() != END) {
                    // Stricter readers refuse it; Laravel's older ones took it.
                    value.append(' ');
                }
            } else if (peek() == '#' && value.isEmpty()) {
                skipLine();
                return;
            } else {
                character(value);
            }
        }
    }

    private void quoted(StringBuilder value, int quote) throws UnreadableException {
        int begun = line;
        next();
        while (peek() != quote) {
            if (peek() == END) {
                throw new UnreadableException("line " + begun + " has a quotation mark that nothing closes");
            }
            if (quote == '"' && peek() == '\\') {
                next();
                escaped(value);
            } else if (quote == '"') {
                character(value);
            } else {
                value.append((char) next());
            }
        }
        next();
    }

    private void escaped(StringBuilder value) {
        int escaped = next();
        switch (escaped) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case '"', '\\', '$' -> value.append((char) escaped);
            case END -> {}
            default -> value.append('\\').append((char) escaped);
        }
    }

    /** The next one, or what stands for the variable that is named there. */
    private void character(StringBuilder value) {
        int end = text.startsWith("${", at) ? text.indexOf('}', at) : -1;
        String name = end < 0 ? "" : text.substring(at + 2, end);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
            value.append((char) next());
            return;
        }
        at = end + 1;
        String found = lookUp(name);
        referred += found == null ? 0 : found.length();
        if (found == null || referred > MAX_REFERRED) {
            resolved = false;
        } else {
            value.append(found);
        }
    }

    private @Nullable String lookUp(String name) {
        Found own = variables.get(name);
        if (own == null) {
            return environment.get(name);
        }
        return own.resolved() ? own.text() : null;
    }

    private void skipBlanks() {
        while (isBlank(peek())) {
            at++;
        }
    }

    private void skipLine() {
        while (peek() != '\n' && peek() != END) {
            at++;
        }
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character == '\t';
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private int next() {
        int next = peek();
        if (next != END) {
            at++;
        }
        if (next == '\n') {
            line++;
        }
        return next;
    }

    private UnreadableException unreadable(String what) {
        return new UnreadableException("line " + line + " " + what);
    }
}
