package canyon.config;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How Socket.IO connections behave.
 *
 * @param pingInterval Engine.IO 4: the server pings this often; Engine.IO 3: told to the client, which pings
 * @param pingTimeout silence after a ping that ends the session
 * @param upgradeTimeout how long an upgrade from polling to WebSocket may take
 * @param connectTimeout how long a session may exist without having joined a namespace
 * @param maxPayloadBytes largest inbound packet or polling body; over it the session closes
 * @param transports what a client may use; never empty, in the order of the enum
 * @param clientVersion major version of the client library served at {@code /socket.io/socket.io.js}: 2 or 4
 * @param errorDetails whether {@code subscription_error} tells clients the reason, in a third argument
 */
public record SocketIoSettings(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration connectTimeout,
        int maxPayloadBytes,
        Set<SocketIoTransport> transports,
        int clientVersion,
        boolean errorDetails) {
    public SocketIoSettings {
        Keys.SOCKETIO_PING_INTERVAL.require(pingInterval);
        Keys.SOCKETIO_PING_TIMEOUT.require(pingTimeout);
        Keys.SOCKETIO_UPGRADE_TIMEOUT.require(upgradeTimeout);
        Keys.SOCKETIO_CONNECT_TIMEOUT.require(connectTimeout);
        Keys.SOCKETIO_MAX_PAYLOAD.require(maxPayloadBytes);
        Keys.SOCKETIO_TRANSPORTS.require(transports);
        transports = Collections.unmodifiableSet(EnumSet.copyOf(transports));
        Keys.SOCKETIO_CLIENT_VERSION.require(clientVersion);
    }
}
