/**
 * Pusher's protocol as its clients know it: the official Java library, alone and in one channel with Socket.IO clients,
 * and every code that a connection is closed with.
 *
 * <p>Uses the support, wire and clients packages, and Canyon's own app package for signatures.
 *
 * <p>Clients have threads of their own; what they hear waits in queues for the thread of the test.
 */
@NullMarked
package canyon.pusher;

import org.jspecify.annotations.NullMarked;
