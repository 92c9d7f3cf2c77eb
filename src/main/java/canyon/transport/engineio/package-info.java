/**
 * Door: Engine.IO 3 and 4 sessions, by long-polling and WebSocket, and the upgrade from one to the other
 * (engine.io-protocol, revisions 3 and 4). Uses transport, connection, protocol and config. Called by the container's
 * threads; nothing here blocks for a client, but for the 50 ms that Payara needs after a WebSocket's handshake.
 */
@NullMarked
package canyon.transport.engineio;

import org.jspecify.annotations.NullMarked;
