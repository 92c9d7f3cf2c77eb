/**
 * Door, in development mode only: a page that shows Canyon at work, a feed that moves on it, and a stand-in for the
 * Laravel application that says who may join and who somebody is. Uses app, broker and message. Called by container
 * threads and by a scheduler.
 */
@NullMarked
package canyon.demo;

import org.jspecify.annotations.NullMarked;
