package canyon.connection;

import canyon.message.SocketId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of this node by the id that others know. */
public final class Connections {
    private final Map<SocketId, Connection> byId = new ConcurrentHashMap<>();

    public void add(Connection connection) {
        byId.put(connection.id(), connection);
    }

    public void remove(Connection connection) {
        byId.remove(connection.id(), connection);
    }

    public Optional<Connection> find(SocketId id) {
        return Optional.ofNullable(byId.get(id));
    }

    public int count() {
        return byId.size();
    }
}
