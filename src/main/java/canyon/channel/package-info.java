/**
 * Who listens to what, and the way of a broadcast to all of them. Uses connection, protocol, message and metrics. The
 * registry is safe for use from any thread; the fan-out has threads of its own, one dispatcher and some workers.
 */
@NullMarked
package canyon.channel;

import org.jspecify.annotations.NullMarked;
