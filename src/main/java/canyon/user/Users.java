package canyon.user;

import canyon.connection.Connection;
import canyon.message.ServerMessage;
import canyon.user.SignedInUser.UserKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The users that are signed in on this node. A user is online from the sign-in of the first of its connections to the
 * end of the last; whoever watches it hears of both, in their order.
 */
public final class Users {
    private final Object lock = new Object();
    private final Map<Connection, SignedInUser> byConnection = new HashMap<>();
    private final Map<UserKey, Set<Connection>> connections = new HashMap<>();
    private final Map<UserKey, Set<Connection>> watchers = new HashMap<>();

    /**
     * Signs a connection in, for which it is told which of the users that it watches are online.
     *
     * @param accepted what the connection is told of its sign-in, before it hears of anybody
     * @return false if it is signed in as another user or has ended; nothing happens then. Signed in as this user it is
     *     only told again
     */
    public boolean signIn(Connection connection, SignedInUser user, List<ServerMessage> accepted) {
        Set<Connection> told = new LinkedHashSet<>();
        synchronized (lock) {
            SignedInUser before = byConnection.get(connection);
            if (connection.hasEnded() || (before != null && !before.key().equals(user.key()))) {
                return false;
            }
            connection.prepare(accepted);
            told.add(connection);
            if (before == null) {
                byConnection.put(connection, user);
                if (add(connections, user.key(), connection)) {
                    told.addAll(tellWatchers(user, new ServerMessage.WatchedUsers(List.of(user.id()), List.of())));
                }
                watch(connection, user);
            }
        }
        told.forEach(Connection::flush);
        return true;
    }

    private void watch(Connection connection, SignedInUser user) {
        List<String> online = new ArrayList<>();
        List<String> offline = new ArrayList<>();
        for (String id : new LinkedHashSet<>(user.watchlist())) {
            UserKey watched = new UserKey(user.app(), id);
            add(watchers, watched, connection);
            (connections.containsKey(watched) ? online : offline).add(id);
        }
        if (!online.isEmpty() || !offline.isEmpty()) {
            connection.prepare(List.of(new ServerMessage.WatchedUsers(online, offline)));
        }
    }

    /** The connection has ended; nothing happens if it was not signed in. Call it after its end. */
    public void signOut(Connection connection) {
        Set<Connection> told;
        synchronized (lock) {
            SignedInUser user = byConnection.remove(connection);
            if (user == null) {
                return;
            }
            for (String id : user.watchlist()) {
                remove(watchers, new UserKey(user.app(), id), connection);
            }
            boolean last = remove(connections, user.key(), connection);
            told = last ? tellWatchers(user, new ServerMessage.WatchedUsers(List.of(), List.of(user.id()))) : Set.of();
        }
        told.forEach(Connection::flush);
    }

    /** Who a connection is signed in as. */
    public Optional<SignedInUser> of(Connection connection) {
        synchronized (lock) {
            return Optional.ofNullable(byConnection.get(connection));
        }
    }

    /** How many users are signed in, however many connections each of them has. */
    public int count() {
        synchronized (lock) {
            return connections.size();
        }
    }

    /** The connections that are signed in as this user, the oldest first. */
    public List<Connection> connections(String app, String userId) {
        synchronized (lock) {
            return List.copyOf(connections.getOrDefault(new UserKey(app, userId), Set.of()));
        }
    }

    /** Returns whom to flush. */
    private Set<Connection> tellWatchers(SignedInUser user, ServerMessage news) {
        Set<Connection> told = Set.copyOf(watchers.getOrDefault(user.key(), Set.of()));
        told.forEach(watcher -> watcher.prepare(List.of(news)));
        return told;
    }

    /** True if it is the first one. */
    private static boolean add(Map<UserKey, Set<Connection>> sets, UserKey key, Connection connection) {
        Set<Connection> set = sets.computeIfAbsent(key, k -> new LinkedHashSet<>(2));
        set.add(connection);
        return set.size() == 1;
    }

    /** True if it was the last one. */
    private static boolean remove(Map<UserKey, Set<Connection>> sets, UserKey key, Connection connection) {
        Set<Connection> set = sets.get(key);
        if (set == null || !set.remove(connection) || !set.isEmpty()) {
            return false;
        }
        sets.remove(key);
        return true;
    }
}
