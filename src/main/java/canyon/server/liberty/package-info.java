/**
 * Open Liberty: prepared WebSocket frames through the TCP channel behind a session, under the guard that keeps the
 * server's own frames apart. Uses transport, connection and protocol; Liberty's classes only by reflection, since a web
 * application cannot see them. Called from any thread.
 */
@NullMarked
package canyon.server.liberty;

import org.jspecify.annotations.NullMarked;
