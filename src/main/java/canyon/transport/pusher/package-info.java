/**
 * The door for Pusher's clients: WebSockets at {@code /app/{key}}, and what stands in for them over HTTP. Uses
 * transport, protocol.pusher, conversation, connection, app and config. Called by the threads of the container and by
 * the heartbeat monitor.
 */
@NullMarked
package canyon.transport.pusher;

import org.jspecify.annotations.NullMarked;
