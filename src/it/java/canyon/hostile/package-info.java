/**
 * Bad input and bad behaviour: what a client does wrong ends its own connection at most, and others do not notice.
 *
 * <p>Uses the support and wire packages and nothing of Canyon's own classes.
 *
 * <p>Everything is read by the thread of the test.
 */
@NullMarked
package canyon.hostile;

import org.jspecify.annotations.NullMarked;
