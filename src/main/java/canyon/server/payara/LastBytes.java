package canyon.server.payara;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections whose WebSocket has ended. Grizzly closes them when the client has taken the last bytes, and would keep
 * one for ever whose client does not read. Safe for use from any thread.
 */
final class LastBytes {
    /** How long a client may take for them. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<ClientSocket, Long> since = new ConcurrentHashMap<>();

    void await(ClientSocket socket) {
        since.putIfAbsent(socket, System.nanoTime());
    }

    /** Whether all connections are closed. */
    boolean areTaken() {
        for (ClientSocket socket : since.keySet()) {
            if (socket.isOpen()) {
                return false;
            }
        }
        return true;
    }

    /** Drops who has not taken them by now. */
    void dropAll() {
        for (ClientSocket socket : since.keySet()) {
            socket.drop();
        }
        since.clear();
    }

    /** Drops who has taken too long by {@code nanos}, the time of {@link System#nanoTime}. */
    void check(long nanos) {
        since.forEach((socket, start) -> {
            if (!socket.isOpen()) {
                since.remove(socket);
            } else if (nanos - start >= PATIENCE.toNanos()) {
                socket.drop();
            }
        });
    }
}
