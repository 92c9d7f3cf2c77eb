package canyon.app;

/** A change of an application was refused; nothing has changed. The message is for people and holds no secret. */
public final class AppStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What it would take. */
    public enum Reason {
        /** There is no such application. */
        UNKNOWN,
        /** It exists already, somebody else has changed the store meanwhile, or the store cannot be written. */
        CONFLICT,
        /** The store is away. */
        UNAVAILABLE
    }

    private final Reason reason;

    public AppStoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public AppStoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
