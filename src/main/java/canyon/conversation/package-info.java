/**
 * From what a client says to what happens: client messages to registry. Uses app, broker, channel, connection, protocol
 * and message. One conversation for each connection, called by its receiving side only.
 */
@NullMarked
package canyon.conversation;

import org.jspecify.annotations.NullMarked;
