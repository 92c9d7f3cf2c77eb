/**
 * Posts to other people's servers, with the JAX-RS client of the server it runs on. Uses nothing else of Canyon and, of
 * a vendor, only names of properties and methods. Each call runs on a thread of its client's own, so that a call that
 * the server's client cannot end holds nobody.
 */
@NullMarked
package canyon.http;

import org.jspecify.annotations.NullMarked;
