/**
 * The door for HTTP: Pusher's API and laravel-echo-server's under {@code /apps}, with their authentication and their
 * error bodies. Uses app, broker, channel, config, connection, message and user; its collaborators are injected.
 * Resources are made for each request and run on the container's threads; publishing may wait there.
 */
@NullMarked
package canyon.api;

import org.jspecify.annotations.NullMarked;
