package canyon.api;

import canyon.message.JsonText;
import java.time.Duration;

/** A request that is answered with an error. The message is the answer. */
final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final Duration pause;

    /** @param status of HTTP, 400 or more */
    RefusedRequestException(int status, String message) {
        this(status, message, Duration.ZERO);
    }

    /**
     * A refusal that will be over.
     *
     * @param status of HTTP, 400 or more
     * @param pause after which it makes sense to try again, in whole seconds; zero if it makes none
     */
    RefusedRequestException(int status, String message, Duration pause) {
        super(message, null, false, false);
        this.status = status;
        this.pause = pause;
    }

    int status() {
        return status;
    }

    Duration pause() {
        return pause;
    }

    String answer() {
        return String.valueOf(getMessage());
    }

    JsonText document() {
        return Answer.errorDocument(answer());
    }
}
