/**
 * The seam between the vocabulary and a wire dialect: what is sent, encoded once for all who get it. Uses message.
 * Frames and segments are immutable and safe for use from any thread.
 */
@NullMarked
package canyon.protocol;

import org.jspecify.annotations.NullMarked;
