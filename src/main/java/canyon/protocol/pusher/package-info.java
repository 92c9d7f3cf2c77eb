/**
 * The dialect of Pusher's clients, protocols 5 to 7: JSON envelopes with an event's name. Uses protocol and message.
 * Stateless, safe for use from any thread.
 */
@NullMarked
package canyon.protocol.pusher;

import org.jspecify.annotations.NullMarked;
