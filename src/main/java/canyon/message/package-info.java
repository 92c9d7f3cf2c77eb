/**
 * The vocabulary of Canyon: channels, events, members and the JSON that they carry, as immutable values. Uses the JDK
 * only. Every type is safe for use from any thread.
 */
@NullMarked
package canyon.message;

import org.jspecify.annotations.NullMarked;
