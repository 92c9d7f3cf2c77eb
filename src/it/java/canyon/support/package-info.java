/**
 * What integration tests stand on: the packaged WAR on Payara Micro, and a real Redis.
 *
 * <p>Uses nothing of Canyon's own classes: tests see Canyon as its clients do.
 *
 * <p>Called by the thread that runs the tests.
 */
@NullMarked
package canyon.support;

import org.jspecify.annotations.NullMarked;
