package canyon.connection;

import canyon.message.SocketId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of this node by the id that others know, counted for each application. */
public final class Connections {
    private final Map<SocketId, Connection> byId = new ConcurrentHashMap<>();
    private final Map<String, Integer> countByApp = new ConcurrentHashMap<>();
    private final int limit;
    private final Admissions admissions = new Admissions();

    /** Without a limit. */
    public Connections() {
        this(0);
    }

    /** @param limit of all applications together, 0 for none; whoever adds one asks {@link #isFull} before */
    public Connections(int limit) {
        this.limit = limit;
    }

    public int limit() {
        return limit;
    }

    /** Whether this node takes newcomers; whoever adds one asks it before. */
    public Admissions admissions() {
        return admissions;
    }

    public boolean isFull() {
        return limit > 0 && byId.size() >= limit;
    }

    /**
     * Adds it, unless there are too many.
     *
     * @param limitOfApp of its application, 0 for none
     */
    public synchronized boolean addIfRoom(Connection connection, int limitOfApp) {
        if (isFull() || (limitOfApp > 0 && count(connection.app()) >= limitOfApp)) {
            return false;
        }
        add(connection);
        return true;
    }

    public void add(Connection connection) {
        if (byId.put(connection.id(), connection) == null) {
            countByApp.merge(connection.app(), 1, Integer::sum);
        }
    }

    public void remove(Connection connection) {
        if (byId.remove(connection.id(), connection)) {
            countByApp.computeIfPresent(connection.app(), (app, count) -> count == 1 ? null : count - 1);
        }
    }

    public Optional<Connection> find(SocketId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All that are connected now; they may come and go meanwhile. */
    public Iterable<Connection> all() {
        return byId.values();
    }

    public int count() {
        return byId.size();
    }

    /** Those of one application, by its scope. */
    public int count(String app) {
        return countByApp.getOrDefault(app, 0);
    }
}
