/**
 * Takes what is published here (the HTTP API, the demo, later clients) to the subscribers on every node. Uses channel
 * and message. Safe for use from any thread.
 */
@NullMarked
package canyon.broker;

import org.jspecify.annotations.NullMarked;
