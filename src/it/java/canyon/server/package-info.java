/**
 * What every writer of WebSockets promises, tried on a server inside the JVM of the test, and inside the application
 * server.
 *
 * <p>Uses the packages support and wire, and connection, protocol and transport of Canyon.
 *
 * <p>The thread of the test reads what the client hears; writes complete on threads of the server.
 */
@NullMarked
package canyon.server;

import org.jspecify.annotations.NullMarked;
