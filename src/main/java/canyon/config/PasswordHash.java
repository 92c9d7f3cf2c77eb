package canyon.config;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password from which nobody gets the password back, as Jakarta Security's {@code Pbkdf2PasswordHash} writes it:
 * {@code PBKDF2WithHmacSHA256:iterations:base64(salt):base64(hash)}. Safe for use from any thread.
 */
public final class PasswordHash {
    static final int MIN_ITERATIONS = 1_000;

    /** About a second of a processor; more would be a way to keep the server busy. */
    static final int MAX_ITERATIONS = 1_000_000;

    private static final String PREFIX = "PBKDF2With";
    private static final Pattern FORM = Pattern.compile(
            "(PBKDF2WithHmacSHA(?:224|256|384|512)):(\\d{1,9}):([A-Za-z0-9+/]+={0,2}):([A-Za-z0-9+/]+={0,2})");

    /** Of new hashes: as OWASP recommended in 2023, some tenths of a second. */
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 32;
    private static final int HASH_BYTES = 32;
    private static final int MIN_SALT_BYTES = 8;
    private static final int MIN_HASH_BYTES = 16;
    private static final int MAX_BYTES = 128;

    private final String algorithm;
    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(String algorithm, int iterations, byte[] salt, byte[] hash) {
        this.algorithm = algorithm;
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** The text of a new hash. */
    static String make(char[] password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join(
                ":",
                ALGORITHM,
                String.valueOf(ITERATIONS),
                base64.encodeToString(salt),
                base64.encodeToString(
                        derived(ALGORITHM, new PBEKeySpec(password, salt, ITERATIONS, HASH_BYTES * Byte.SIZE))));
    }

    /** Whether it is meant for a hash, perhaps for one that is broken, and not for a password. */
    public static boolean isMeant(Secret secret) {
        return secret.reveal().startsWith(PREFIX);
    }

    /**
     * Reads the hash.
     *
     * @throws IllegalArgumentException if it is broken; the message does not quote it
     */
    public static PasswordHash parse(Secret secret) {
        Matcher form = FORM.matcher(secret.reveal());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "begins as a hash, but is not PBKDF2WithHmacSHA256 (or 224, 384, 512):iterations:base64 salt:base64 hash");
        }
        int iterations = Integer.parseInt(form.group(2));
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException(
                    "the hash must have " + MIN_ITERATIONS + " to " + MAX_ITERATIONS + " iterations");
        }
        byte[] salt = bytes("salt", form.group(3), MIN_SALT_BYTES);
        return new PasswordHash(form.group(1), iterations, salt, bytes("hash", form.group(4), MIN_HASH_BYTES));
    }

    private static byte[] bytes(String what, String base64, int min) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + what + " is not base64", e);
        }
        if (bytes.length < min || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("the " + what + " must have " + min + " to " + MAX_BYTES + " bytes");
        }
        return bytes;
    }

    /** Whether it is the hash of {@code guess}; takes as long for any guess, which is much longer than to compare. */
    public boolean matches(String guess) {
        if (guess.isEmpty()) {
            return false;
        }
        PBEKeySpec spec = new PBEKeySpec(guess.toCharArray(), salt, iterations, hash.length * Byte.SIZE);
        return MessageDigest.isEqual(hash, derived(algorithm, spec));
    }

    private static byte[] derived(String algorithm, PBEKeySpec spec) {
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no " + algorithm, e);
        } finally {
            spec.clearPassword();
        }
    }

    /** For {@link OperatorKeys}: the secret itself, unless it is a broken hash. */
    static Secret checked(String text) {
        Secret secret = new Secret(text);
        if (isMeant(secret)) {
            parse(secret);
        }
        return secret;
    }
}
