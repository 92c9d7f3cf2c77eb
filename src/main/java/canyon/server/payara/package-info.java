/**
 * Payara: prepared WebSocket frames straight to the Grizzly connection below Tyrus. Uses transport, connection and
 * protocol, and Grizzly, which nothing but {@link canyon.server.payara.PayaraFastPath} is free of. Called from any
 * thread.
 */
@NullMarked
package canyon.server.payara;

import org.jspecify.annotations.NullMarked;
