/**
 * What goes over the wire, byte for byte: clients that send exactly what a test says, and recordings of a real
 * laravel-echo-server played against Canyon.
 *
 * <p>Uses the support package and nothing of Canyon's own classes.
 *
 * <p>Everything is read by the thread of the test; nothing runs in the background.
 */
@NullMarked
package canyon.wire;

import org.jspecify.annotations.NullMarked;
