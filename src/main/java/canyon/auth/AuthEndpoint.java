package canyon.auth;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Calls the application that decides who may join. Blocks; safe for use from any thread. */
public interface AuthEndpoint extends AutoCloseable {
    /**
     * Asks once, and waits for the answer.
     *
     * @param headers to send, checked by the caller; one that HTTP cannot carry is left out
     * @param form sent as {@code application/x-www-form-urlencoded} in UTF-8
     * @throws IOException if there was no answer: refused, dropped, too late, no TLS, or this is closed
     */
    Answer post(URI url, Map<String, String> headers, Map<String, String> form) throws IOException;

    /** As {@link #post}, with what the answer's headers say. */
    default Reply reply(URI url, Map<String, String> headers, Map<String, String> form) throws IOException {
        return new Reply(post(url, headers, form), Map.of());
    }

    @Override
    void close();

    /** An answer and its headers, those of one name joined by commas. */
    record Reply(Answer answer, Map<String, String> headers) {
        public Reply {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * What the application said; a redirect is an answer as any other.
     *
     * @param body as much of it as was read, empty if there was none; what is not UTF-8 is replaced
     * @param truncated the body was longer than the limit
     */
    record Answer(int status, String body, boolean truncated) {}
}
