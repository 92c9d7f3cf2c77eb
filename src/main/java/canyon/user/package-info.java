/**
 * Who is signed in, with which connections, and who watches whom (Pusher's user authentication and watchlist events).
 * Uses connection, protocol and message. Every type is safe for use from any thread.
 */
@NullMarked
package canyon.user;

import org.jspecify.annotations.NullMarked;
