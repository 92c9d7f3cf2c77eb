/**
 * Crowds of clients that come and go at random on the packaged WAR, and the truth that they must see.
 *
 * <p>Uses the support and wire packages and nothing of Canyon's own classes.
 *
 * <p>The thread of the test says what is done; what Canyon sends is handled by the few threads of an HTTP client.
 */
@NullMarked
package canyon.stress;

import org.jspecify.annotations.NullMarked;
