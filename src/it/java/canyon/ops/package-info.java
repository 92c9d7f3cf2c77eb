/**
 * What operators' tools see of the packaged WAR: Prometheus, probes of health, JMX clients.
 *
 * <p>Uses the support and wire packages and nothing of Canyon's own classes.
 *
 * <p>Called by the thread that runs the tests.
 */
@NullMarked
package canyon.ops;

import org.jspecify.annotations.NullMarked;
