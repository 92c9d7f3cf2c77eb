package canyon.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How a key's text becomes a value and which values are allowed.
 *
 * @param allowed for people, in messages and in the README
 * @param parser throws IllegalArgumentException with a reason that quotes no secret
 * @param accepts whether a value that could be read is allowed
 * @param shown the text as messages may show it
 */
record Format<T>(String allowed, Function<String, T> parser, Predicate<T> accepts, UnaryOperator<String> shown) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_$]{1,100}(?:\\.[A-Za-z0-9_$]{1,100})?");

    static <T> Format<T> of(String allowed, Function<String, T> parser) {
        return new Format<>(allowed, parser, value -> true, UnaryOperator.identity());
    }

    static Format<Boolean> flag() {
        return of("true or false, on or off", Format::parseFlag);
    }

    static Format<Integer> integer(int min, int max) {
        return new Format<>(
                "whole number, " + min + " to " + max,
                Format::parseInteger,
                value -> value >= min && value <= max,
                UnaryOperator.identity());
    }

    static Format<Duration> duration(Duration min, Duration max) {
        return new Format<>(
                "duration, " + min + " to " + max,
                Format::parseDuration,
                value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                UnaryOperator.identity());
    }

    /** A text that may stand in a path without being encoded. */
    static Format<String> name() {
        return new Format<>(
                "1 to 100 of letters, digits, _ - .",
                Function.identity(),
                NAME.asMatchPredicate(),
                UnaryOperator.identity());
    }

    static Format<Secret> secret() {
        return of("any text", Secret::new).masked(text -> Secret.MASK);
    }

    /** Of a file; absolute. */
    static Format<Path> path() {
        return of("path of a file", Format::checkedPath);
    }

    static Format<String> jndiName() {
        return of("JNDI name", Format::checkedJndiName);
    }

    /** Of a database. */
    static Format<String> table() {
        return of("name or schema.name, of letters, digits, _ $", Function.<String>identity())
                .accepting(TABLE.asMatchPredicate());
    }

    Format<T> accepting(Predicate<T> narrower) {
        return new Format<>(allowed, parser, narrower, shown);
    }

    Format<T> masked(UnaryOperator<String> mask) {
        return new Format<>(allowed, parser, accepts, mask);
    }

    /**
     * Reads {@code text}.
     *
     * @throws IllegalArgumentException whose message says why {@code text} is not allowed, without quoting it
     */
    T parse(String text) {
        T value = parser.apply(text);
        if (!accepts.test(value)) {
            throw new IllegalArgumentException("not allowed");
        }
        return value;
    }

    /** The entries of a comma-separated list, trimmed. @throws IllegalArgumentException if one is empty */
    static List<String> entries(String list) {
        List<String> entries =
                Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        if (entries.contains("")) {
            throw new IllegalArgumentException("an entry of the list is empty");
        }
        return entries;
    }

    /** What may be sent as the value of a header. */
    static String headerValue(String text) {
        if (!text.matches("[\\x20-\\x7e]{1,1000}")) {
            throw new IllegalArgumentException("not 1 to 1000 printable ASCII characters");
        }
        return text;
    }

    private static Path checkedPath(String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path", e);
        }
    }

    private static String checkedJndiName(String text) {
        // Other schemes, such as ldap:, would fetch objects from elsewhere.
        if (!text.matches("(?:java:)?[A-Za-z0-9_./-]{1,200}")) {
            throw new IllegalArgumentException("not a name in this server's JNDI");
        }
        return text;
    }

    private static Boolean parseFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw new IllegalArgumentException("neither on nor off");
        };
    }

    static Integer parseInteger(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number in range", e);
        }
    }

    private static Duration parseDuration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not an ISO 8601 duration such as PT30S or PT5M", e);
        }
    }
}
