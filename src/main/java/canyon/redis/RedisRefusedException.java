package canyon.redis;

/** Redis has refused a command, which did nothing: the same again would be refused, too. */
public final class RedisRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason for people, without secrets; begins with Redis's word for it, such as NOPERM or OOM */
    RedisRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Whether the user has not the right to it. */
    public boolean isForbidden() {
        return String.valueOf(getMessage()).startsWith("NOPERM");
    }
}
