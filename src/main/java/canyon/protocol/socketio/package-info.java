/**
 * Socket.IO packets (protocol 4, spoken over Engine.IO 3, and 5, over Engine.IO 4) and Laravel Echo's events on them.
 * Uses protocol and message. Stateless but for {@link canyon.protocol.socketio.PacketAssembly}, which belongs to one
 * connection.
 */
@NullMarked
package canyon.protocol.socketio;

import org.jspecify.annotations.NullMarked;
