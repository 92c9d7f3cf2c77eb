/**
 * Socket.IO sockets on Engine.IO sessions: namespaces, events, acknowledgements, and the applications that use them.
 * Uses transport.engineio, protocol.socketio, conversation and connection. Called by the threads of its sessions.
 */
@NullMarked
package canyon.transport.socketio;

import org.jspecify.annotations.NullMarked;
