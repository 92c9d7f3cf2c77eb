/**
 * What the doors share: how a WebSocket is written to on this application server. Uses connection and protocol. Writers
 * are chosen once for each connection and called from any thread.
 */
@NullMarked
package canyon.transport;

import org.jspecify.annotations.NullMarked;
