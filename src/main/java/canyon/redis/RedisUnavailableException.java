package canyon.redis;

/** Redis is away, or answers that it cannot now; the same may succeed later, and may have been done. */
public final class RedisUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason for people, without secrets */
    RedisUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
