package canyon.connection;

import canyon.activity.Activity;
import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.message.SocketId;
import canyon.metrics.AppCount;
import canyon.metrics.Meters;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of this node by the id that others know, counted for each application. */
public final class Connections {
    private final Map<SocketId, Connection> byId = new ConcurrentHashMap<>();
    private final Map<String, Integer> countByApp = new ConcurrentHashMap<>();
    private final int limit;
    private final Meters meters;
    private final Activity activity;
    private final Admissions admissions = new Admissions();

    /** Without a limit. */
    public Connections() {
        this(0);
    }

    /** @param limit of all applications together, 0 for none; whoever adds one asks {@link #isFull} before */
    public Connections(int limit) {
        this(limit, new Meters(), Activity.unwatched());
    }

    /**
     * Nobody is connected yet.
     *
     * @param limit of all applications together, 0 for none; whoever adds one asks {@link #isFull} before
     * @param meters count who comes and goes
     * @param activity is told of it
     */
    public Connections(int limit, Meters meters, Activity activity) {
        this.limit = limit;
        this.meters = meters;
        this.activity = activity;
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
        connection.countIn(meters.app(connection.app()));
        if (byId.put(connection.id(), connection) == null) {
            countByApp.merge(connection.app(), 1, Integer::sum);
            connection.meters().count(AppCount.CONNECTIONS_OPENED);
            activity.report(Kind.CONNECTED, () -> happening(Kind.CONNECTED, connection, ""));
        }
    }

    /**
     * A client was not let in.
     *
     * @param app scope of the application that it wanted, empty if there is none such
     * @param reason for people; in it nothing that the client made up
     */
    public void refused(String app, String reason) {
        meters.app(app).count(AppCount.CONNECTIONS_REFUSED);
        activity.report(
                Kind.DENIED, () -> new Happening(Instant.now(), Kind.DENIED, app, null, null, null, reason, null));
    }

    public void remove(Connection connection, CloseReason reason) {
        if (byId.remove(connection.id(), connection)) {
            countByApp.computeIfPresent(connection.app(), (app, count) -> count == 1 ? null : count - 1);
            connection.meters().count(AppCount.CONNECTIONS_CLOSED);
            activity.report(
                    Kind.DISCONNECTED,
                    () -> happening(Kind.DISCONNECTED, connection, reason.code() + " " + reason.text()));
        }
    }

    private static Happening happening(Kind kind, Connection connection, String detail) {
        return new Happening(
                Instant.now(),
                kind,
                connection.app(),
                null,
                null,
                connection.id().text(),
                detail,
                null);
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
