package canyon.transport;

import canyon.connection.FrameWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;
import java.util.Optional;

/**
 * Writes prepared frames past the portable API of one application server. It may change speed, never behaviour. Found
 * by {@link java.util.ServiceLoader}; an implementation must load on every server and link to server classes only when
 * it is asked for a writer.
 */
public interface FastPath {
    /** For the log and for people: the server that it knows. */
    String name();

    /** A writer for this session, or empty if this is another server, or one whose insides have changed. */
    Optional<FrameWriter> writer(Session session);

    /**
     * Where this server does not bound a text while it arrives, sees to it that {@code taker} hears of one that is too
     * big, and maybe gets all others in place of the endpoint's method.
     *
     * @param maxBytes of a text in UTF-8
     */
    default void boundTexts(Session session, int maxBytes, TextTaker taker) {}

    /**
     * Called before the server accepts a WebSocket, on the thread of its handshake: puts right what this server has
     * left behind in the request by mistake.
     */
    default void beforeHandshake(HttpServletRequest request) {}

    /** Called now and then, for what must not wait for ever; {@code nanos} as of {@link System#nanoTime}. */
    default void check(long nanos) {}

    /** Whether it waits for no client whose WebSocket has ended. */
    default boolean isDone() {
        return true;
    }

    /** The application is taken off the server: waits for nobody any more, since that would keep all of it. */
    default void stop() {}
}
