package canyon.server;

import canyon.wire.Peer;
import jakarta.servlet.ServletException;
import jakarta.websocket.Session;
import java.io.IOException;

/** A server that hands out the session of each WebSocket that a client opens at {@code /line}. */
interface WebSocketHost {
    /** Property of a session: a {@link Runnable}, run when it has ended. */
    String WHEN_ENDED = "when ended";

    /** Who connects to it. */
    Peer peer();

    /** The server's side of the WebSocket that was opened last. */
    Session session() throws InterruptedException;

    /** Ends what it can, so that a write may not be completed for a second time by that either. */
    void close() throws IOException, ServletException;

    /** Tells whoever wants to know, as Canyon's own endpoints tell their writers. */
    static void ended(Session session) {
        if (session.getUserProperties().get(WHEN_ENDED) instanceof Runnable heard) {
            heard.run();
        }
    }
}
