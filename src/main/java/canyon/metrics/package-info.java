/** Counts what happens, for whoever looks. Uses the JDK only. Counting is safe and cheap from any thread. */
@NullMarked
package canyon.metrics;

import org.jspecify.annotations.NullMarked;
