package canyon.app;

import canyon.config.Secret;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What tells an application apart, and what it proves itself with.
 *
 * @param apiKey null if it has none, or its store has no place for one
 */
public record AppCredentials(
        String id, String key, Secret secret, @Nullable Secret apiKey) {
    /** An id that may be given to a new application: it stands in paths and in names of files. */
    public static final Pattern NEW_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** 5.17 bits in each character. */
    private static final int KEY_LENGTH = 20;

    private static final int SECRET_LENGTH = 40;

    /** New ones, which nobody can guess. */
    public static AppCredentials random(String id) {
        return new AppCredentials(
                id, letters(KEY_LENGTH), new Secret(letters(SECRET_LENGTH)), new Secret(letters(SECRET_LENGTH)));
    }

    public AppCredentials withoutApiKey() {
        return new AppCredentials(id, key, secret, null);
    }

    private static String letters(int count) {
        return RANDOM.ints(count, 0, LETTERS.length())
                .mapToObj(index -> String.valueOf(LETTERS.charAt(index)))
                .collect(Collectors.joining());
    }
}
