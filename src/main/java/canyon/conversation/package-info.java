/**
 * From what a client says to what happens: client messages to registry. Uses auth, broker, channel, connection,
 * protocol, metrics and message. One conversation for each connection, called by its receiving side only.
 */
@NullMarked
package canyon.conversation;

import org.jspecify.annotations.NullMarked;
