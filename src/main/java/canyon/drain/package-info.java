/** Sends clients away from this node, a few at a time. Uses connection. Safe for use from any thread. */
@NullMarked
package canyon.drain;

import org.jspecify.annotations.NullMarked;
