package canyon.message;

/** A text is not JSON (RFC 8259), or is nested too deeply. The message tells where and may be shown to strangers. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
