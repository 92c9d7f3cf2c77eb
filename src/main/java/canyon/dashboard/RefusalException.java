package canyon.dashboard;

/** A request of an operator is refused. The message is the answer, names what is wrong and holds no secret. */
final class RefusalException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP, 400 or more */
    RefusalException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** What was sent cannot be used. */
    static RefusalException invalid(String message) {
        return new RefusalException(Reply.INVALID, message);
    }

    static RefusalException notFound(String message) {
        return new RefusalException(Reply.NOT_FOUND, message);
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
