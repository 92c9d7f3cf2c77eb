/**
 * Calls the application over HTTP, with the JAX-RS client of the server it runs on. Uses auth and, of a vendor, only
 * names of properties and methods. Each call runs on a thread of the client's own, so that a call that the server's
 * client cannot end does not hold its caller.
 */
@NullMarked
package canyon.auth.http;

import org.jspecify.annotations.NullMarked;
