package canyon.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code canyon.redis.prefix}: a literal ({@code laravel_database_}), or a pattern with one {@code *} that
 * stands for at least one letter, digit, {@code _} or {@code -} ({@code *_database_}).
 *
 * @param head text before the {@code *}, or the whole literal
 * @param tail text after the {@code *}, never empty; null in a literal
 */
record RedisPrefix(String head, @Nullable String tail) {
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\]\\\\]");

    /**
     * Reads one entry.
     *
     * @throws IllegalArgumentException if {@code entry} cannot be a prefix
     */
    static RedisPrefix parse(String entry) {
        int star = entry.indexOf('*');
        if (entry.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("\"" + entry + "\" holds a space");
        }
        if (star < 0) {
            return new RedisPrefix(entry, null);
        }
        String tail = entry.substring(star + 1);
        if (tail.isEmpty() || tail.indexOf('*') >= 0) {
            throw new IllegalArgumentException("\"" + entry + "\" must hold one *, with text after it");
        }
        return new RedisPrefix(entry.substring(0, star), tail);
    }

    boolean isLiteral() {
        return tail == null;
    }

    /**
     * How many characters of {@code name} this prefix covers, or -1 if none. A pattern covers as few as it can, so that
     * a channel whose own name repeats the tail keeps it. A name that is nothing but prefix is not covered.
     */
    int length(String name) {
        int length = name.startsWith(head) ? (tail == null ? head.length() : patternLength(name, tail)) : -1;
        return length < name.length() ? length : -1;
    }

    private int patternLength(String name, String end) {
        for (int i = head.length(); i < name.length() && isWord(name.charAt(i)); i++) {
            if (name.startsWith(end, i + 1)) {
                return isGuarded(name.substring(0, i + 1)) ? -1 : i + 1 + end.length();
            }
        }
        return -1;
    }

    /** A prefix that swallowed what makes a channel private would open the channel to everybody. */
    private static boolean isGuarded(String covered) {
        return covered.contains("private-") || covered.contains("presence-");
    }

    /** What Redis's PSUBSCRIBE needs to hear everything under this prefix, and perhaps more. */
    String glob() {
        return globOf(head) + (tail == null ? "*" : "*" + globOf(tail) + "*");
    }

    static String globOf(String literal) {
        return SPECIAL.matcher(literal).replaceAll("\\\\$0");
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
