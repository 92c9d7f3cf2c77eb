package canyon.protocol;

/** A client broke its protocol. The message may be shown to the client; the connection ends. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message) {
        super(message, null, false, false);
    }

    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
