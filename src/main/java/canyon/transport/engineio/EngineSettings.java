package canyon.transport.engineio;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How an Engine.IO server behaves.
 *
 * @param transports that clients may use
 * @param heartbeat times that clients are told, or that the server waits
 * @param limits what one client may cost
 */
public record EngineSettings(Set<EngineTransport> transports, Heartbeat heartbeat, EngineLimits limits) {
    /**
     * Times of a client's life.
     *
     * @param pingInterval between two pings
     * @param pingTimeout after which a client that did not answer is given up
     * @param upgradeTimeout for the probe of a WebSocket
     */
    public record Heartbeat(Duration pingInterval, Duration pingTimeout, Duration upgradeTimeout) {}

    /**
     * What one client may cost.
     *
     * @param maxPayload bytes of one packet or polling body; over it the session closes
     * @param packetsPerPayload of one polling body; over it the session closes
     * @param outboxBytes that may wait for a client; over it the client is closed as too slow
     * @param writeTimeout for one write; over it the client is closed as too slow
     * @param connections at the same time, 0 for no limit
     */
    public record EngineLimits(
            int maxPayload, int packetsPerPayload, int outboxBytes, Duration writeTimeout, int connections) {}

    /** The shortest time that anything here waits for. */
    public Duration shortestTimeout() {
        return Stream.of(heartbeat.pingInterval, heartbeat.pingTimeout, heartbeat.upgradeTimeout, limits.writeTimeout)
                .min(Duration::compareTo)
                .orElseThrow();
    }
}
