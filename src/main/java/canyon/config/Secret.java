package canyon.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text that must not appear in a log: {@link #toString} hides it, and comparing takes the same time for any guess.
 */
public final class Secret {
    /** What stands in for a secret wherever one would be shown. */
    public static final String MASK = "***";

    private final String text;
    private final byte[] digest;

    /**
     * Keeps {@code text}.
     *
     * @throws IllegalArgumentException if {@code text} is empty
     */
    public Secret(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        this.text = text;
        this.digest = sha256(text);
    }

    /** The text itself, for signing and for logging in elsewhere. */
    public String reveal() {
        return text;
    }

    /** Whether {@code guess} is this secret; the time it takes does not tell how much of it is right. */
    public boolean matches(@Nullable String guess) {
        return guess != null && MessageDigest.isEqual(digest, sha256(guess));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(digest, secret.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return MASK;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
