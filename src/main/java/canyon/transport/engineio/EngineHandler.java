package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.protocol.MalformedMessageException;

/** Hears one client. Messages come one after the other; {@link #closed} and {@link #check} may come at any moment. */
public interface EngineHandler {
    /**
     * A text message.
     *
     * @throws MalformedMessageException if the client broke the protocol: the session closes
     */
    void text(String message) throws MalformedMessageException;

    /**
     * A binary message.
     *
     * @throws MalformedMessageException if the client broke the protocol: the session closes
     */
    void binary(byte[] message) throws MalformedMessageException;

    /** The client is gone; called once. */
    void closed(CloseReason reason);

    /**
     * Does what is due.
     *
     * @param nanos the time of {@link System#nanoTime}
     */
    default void check(long nanos) {}
}
