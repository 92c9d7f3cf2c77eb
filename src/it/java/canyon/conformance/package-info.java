/**
 * A second application on Canyon's Engine.IO and Socket.IO layers: what the official test suites of both protocols
 * expect of a server. Uses transport.engineio, transport.socketio, transport, connection and config, and nothing of
 * Echo. Called by the threads of its sessions.
 */
@NullMarked
package canyon.conformance;

import org.jspecify.annotations.NullMarked;
