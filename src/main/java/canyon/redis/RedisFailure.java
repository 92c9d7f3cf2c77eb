package canyon.redis;

import canyon.config.RedisUrl;
import canyon.config.Secret;

/** Says for people why Redis was not reached. */
final class RedisFailure {
    private static final int SHOWN_LENGTH = 200;

    private RedisFailure() {}

    /** The innermost reason on one line, without the password, should Redis or a library repeat it. */
    static String reason(Throwable thrown, RedisUrl url) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        String text =
                message == null || message.isBlank() ? innermost.getClass().getSimpleName() : message;
        Secret password = url.password();
        String masked = password == null ? text : text.replace(password.reveal(), Secret.MASK);
        String line = masked.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH) + "…";
    }
}
