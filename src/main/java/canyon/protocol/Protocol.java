package canyon.protocol;

import canyon.message.ServerMessage;

/** A dialect that clients speak: gives messages their form on the wire. Stateless, safe for use from any thread. */
public interface Protocol {
    Frame encode(ServerMessage message);
}
