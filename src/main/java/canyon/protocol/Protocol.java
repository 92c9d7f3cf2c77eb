package canyon.protocol;

import canyon.message.ServerMessage;

/** A dialect that clients speak: gives messages their form on the wire. Stateless, safe for use from any thread. */
public interface Protocol {
    /**
     * Gives a message its form.
     *
     * @param message one that this dialect {@link #knows}
     */
    Frame encode(ServerMessage message);

    /** Whether this dialect has a form for the message; clients that speak it are not told what has none. */
    default boolean knows(ServerMessage message) {
        return true;
    }
}
