package canyon.transport;

import canyon.connection.CloseReason;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the end of one WebSocket wait until the container's own send is over. Payara gives a WebSocket's response object
 * to the next client when the WebSocket has ended; a send that is late by a moment would reach that client. Safe for
 * use from any thread.
 */
public final class SendGate {
    /** How long a container's own send may take while its WebSocket ends; then the end waits no longer. */
    private static final Duration LAST_SEND = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(SendGate.class.getName());

    private final ReentrantLock sending = new ReentrantLock();
    private volatile boolean shut;

    /** True if the container may send until {@link #leave}; false if the WebSocket has ended. */
    public boolean enter() {
        sending.lock();
        boolean open = !shut;
        if (!open) {
            sending.unlock();
        }
        return open;
    }

    public void leave() {
        sending.unlock();
    }

    /** Closes a WebSocket through the container; false if it has ended. */
    public boolean close(Session session, CloseReason reason) {
        if (!enter()) {
            return false;
        }
        try {
            WebSocketCloses.close(session, reason);
        } finally {
            leave();
        }
        return true;
    }

    public boolean isShut() {
        return shut;
    }

    /** Returns when nobody is inside, or after a second; lets nobody in any more. */
    public void shut() {
        shut = true;
        try {
            if (sending.tryLock(LAST_SEND.toMillis(), TimeUnit.MILLISECONDS)) {
                sending.unlock();
            } else {
                LOG.log(Level.WARNING, "a send did not return within {0} of the end of its WebSocket", LAST_SEND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
