package canyon.ops;

import canyon.connection.Connection;
import canyon.connection.Connections;

/**
 * What waited for clients a moment ago.
 *
 * @param bytes of all together
 * @param clients for whom anything waited
 * @param largest bytes of one of them
 */
public record OutboxSample(long bytes, int clients, int largest) {
    static OutboxSample of(Connections connections) {
        long bytes = 0;
        int clients = 0;
        int largest = 0;
        for (Connection connection : connections.all()) {
            int waiting = connection.waitingBytes();
            bytes += waiting;
            clients += waiting > 0 ? 1 : 0;
            largest = Math.max(largest, waiting);
        }
        return new OutboxSample(bytes, clients, largest);
    }
}
