package canyon.dashboard.access;

import canyon.config.PasswordHash;
import canyon.config.Secret;
import org.jspecify.annotations.Nullable;

/** The password of the dashboard, plain or hashed. Safe for use from any thread. */
final class Password {
    static final int MAX_LENGTH = 1_000;

    private final Secret secret;
    private final @Nullable PasswordHash hash;

    Password(Secret secret) {
        this.secret = secret;
        this.hash = PasswordHash.isMeant(secret) ? PasswordHash.parse(secret) : null;
    }

    /** Whether it is the password; of a hash that takes a part of a second. */
    boolean matches(String guess) {
        if (guess.length() > MAX_LENGTH) {
            return false;
        }
        return hash == null ? secret.matches(guess) : hash.matches(guess);
    }
}
