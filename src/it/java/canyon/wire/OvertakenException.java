package canyon.wire;

import java.io.Serial;
import java.util.Set;

/**
 * Of two requests that a client sent on two connections at the same moment the later was served first. The recorded
 * server had one thread; on any other the order of two connections is nobody's.
 */
final class OvertakenException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What a waiting poll is answered when the next request ends it: noop, or close. */
    private static final Set<String> ENDED_POLL = Set.of("6", "1:6", "1", "1:1");

    private OvertakenException(String request) {
        super(request + " was overtaken by the request after it");
    }

    static void throwIf(String request, HttpAnswer expected, HttpAnswer actual) throws OvertakenException {
        if (expected.status() == 200 && ENDED_POLL.contains(expected.body()) && actual.status() != 200) {
            throw new OvertakenException(request);
        }
    }
}
