/**
 * Tells the applications' endpoints what happens on this node, as Pusher's "Webhooks" describes. Uses app, channel and
 * http. Events come from any thread, with locks held; all sending is decided on one thread, which waits for nobody.
 */
@NullMarked
package canyon.webhook;

import org.jspecify.annotations.NullMarked;
