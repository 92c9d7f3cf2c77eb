package canyon.auth;

/** A client gave headers that cannot be sent. The message is for the client and quotes no value. */
final class UnusableHeadersException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableHeadersException(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
