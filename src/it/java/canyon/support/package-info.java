/**
 * What integration tests stand on: the packaged WAR on Payara Micro, a real Redis, and a stand-in for Laravel.
 *
 * <p>Uses nothing of Canyon's own classes: tests see Canyon as its clients do.
 *
 * <p>Called by the thread that runs the tests; the stand-in answers on threads of its own.
 */
@NullMarked
package canyon.support;

import org.jspecify.annotations.NullMarked;
