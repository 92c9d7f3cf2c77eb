/**
 * Clients that come by TLS: through the reverse proxies of server-config, and to an application server that ends it.
 *
 * <p>Uses the support, wire, clients and pusher packages and nothing of Canyon's own classes.
 *
 * <p>The thread of the test says what is done; official clients have threads of their own.
 */
@NullMarked
package canyon.proxy;

import org.jspecify.annotations.NullMarked;
