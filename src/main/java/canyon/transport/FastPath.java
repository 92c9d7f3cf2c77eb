package canyon.transport;

import canyon.connection.FrameWriter;
import jakarta.websocket.MessageHandler;
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
     * Has the session's texts handed to {@code handler} in parts, in place of the endpoint's method, where this server
     * does not bound a text while it arrives.
     */
    default void takeTexts(Session session, MessageHandler.Partial<String> handler) {}

    /** Called now and then, for what must not wait for ever; {@code nanos} as of {@link System#nanoTime}. */
    default void check(long nanos) {}
}
