/**
 * WildFly: prepared WebSocket frames through Undertow's own queue of frames. Uses transport, connection and protocol,
 * and Undertow, which only {@link canyon.server.wildfly.UndertowFrameWriter} links to. Called from any thread.
 */
@NullMarked
package canyon.server.wildfly;

import org.jspecify.annotations.NullMarked;
