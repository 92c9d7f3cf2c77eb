package canyon.api;

import canyon.message.JsonText;

/** A request that is answered with an error. The message is the answer. */
final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP, 400 or more */
    RefusedRequestException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String answer() {
        return String.valueOf(getMessage());
    }

    JsonText document() {
        return Answer.errorDocument(answer());
    }
}
