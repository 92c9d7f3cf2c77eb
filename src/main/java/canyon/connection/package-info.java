/**
 * One client and what it may cost: its connection, what waits for it, how it is written to, when it is given up. Uses
 * protocol and message. Every type is safe for use from any thread.
 */
@NullMarked
package canyon.connection;

import org.jspecify.annotations.NullMarked;
