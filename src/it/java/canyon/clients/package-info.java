/**
 * The official Socket.IO clients for Java, used as Laravel Echo uses its own: an event of Laravel reaches them over
 * each transport and in both revisions of the protocol.
 *
 * <p>Uses the support and wire packages and nothing of Canyon's own classes.
 *
 * <p>The clients call their listeners on threads of their own; tests take what arrives from queues.
 */
@NullMarked
package canyon.clients;

import org.jspecify.annotations.NullMarked;
