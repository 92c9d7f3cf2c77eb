/**
 * Door, in development mode only: a page that shows Canyon at work, and a feed that moves on it. Uses broker and
 * message. Called by container threads and by a scheduler.
 */
@NullMarked
package canyon.demo;

import org.jspecify.annotations.NullMarked;
