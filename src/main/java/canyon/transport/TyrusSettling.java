package canyon.transport;

import jakarta.websocket.Session;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a WebSocket of Payara or GlassFish from ending too soon. The thread that accepted it and the one that ends it
 * tell each other by plain fields which of them gives the request of the handshake back, and one of these fields may be
 * wrong from the start ({@link FastPath#beforeHandshake}): apart from each other they do not meet. Used by one
 * WebSocket.
 */
public final class TyrusSettling {
    /** Sessions of Payara and GlassFish. */
    private static final String TYRUS = "org.glassfish.tyrus.";

    /** How old a WebSocket is at least when Tyrus hears that it has ended. */
    private static final Duration SETTLING = Duration.ofMillis(50);

    private final long created = System.nanoTime();
    private volatile boolean onTyrus;

    public void opened(Session session) {
        onTyrus = session.getClass().getName().startsWith(TYRUS);
    }

    /** To be called last when the container tells that the WebSocket has ended. */
    public void closed() {
        long left;
        while (onTyrus
                && (left = created + SETTLING.toNanos() - System.nanoTime()) > 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
        }
    }
}
