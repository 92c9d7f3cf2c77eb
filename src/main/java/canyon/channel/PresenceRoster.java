package canyon.channel;

import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is in a presence channel, with which connections. Not thread-safe: its channel guards it. */
final class PresenceRoster {
    private final Map<SocketId, Presence> bySocket = new LinkedHashMap<>();
    private final Map<Optional<String>, Integer> connectionsOfUser = new HashMap<>();

    /** Adds a connection as the newest one, or moves it there, perhaps as somebody else. */
    void put(Presence presence) {
        remove(presence.socket());
        bySocket.put(presence.socket(), presence);
        connectionsOfUser.merge(presence.member().key(), 1, Integer::sum);
    }

    void clear() {
        bySocket.clear();
        connectionsOfUser.clear();
    }

    /** Returns whom the connection belonged to; null if it was nobody's. */
    @Nullable
    Member remove(SocketId socket) {
        Presence removed = bySocket.remove(socket);
        if (removed == null) {
            return null;
        }
        connectionsOfUser.computeIfPresent(removed.member().key(), (user, count) -> count == 1 ? null : count - 1);
        return removed.member();
    }

    boolean holds(Member user) {
        return connectionsOfUser.containsKey(user.key());
    }

    /** Whether its user would be gone with this connection. */
    boolean isLastOfItsUser(SocketId socket) {
        Member user = userOf(socket);
        return user != null && connectionsOfUser.getOrDefault(user.key(), 0) == 1;
    }

    int userCount() {
        return connectionsOfUser.size();
    }

    @Nullable
    Member userOf(SocketId socket) {
        Presence presence = bySocket.get(socket);
        return presence == null ? null : presence.member();
    }

    /** Those of one user, the oldest first. */
    List<SocketId> connectionsOf(String userId) {
        if (!connectionsOfUser.containsKey(Optional.of(userId))) {
            return List.of();
        }
        return bySocket.values().stream()
                .filter(presence -> presence.member().key().equals(Optional.of(userId)))
                .map(Presence::socket)
                .toList();
    }

    /** All connections, the oldest first. */
    List<Presence> connections() {
        return List.copyOf(bySocket.values());
    }

    /** Each user once, with its newest connection, the newest first: laravel-echo-server's order for a joiner. */
    List<Presence> newestFirst() {
        List<Presence> newest = new ArrayList<>(bySocket.values());
        Collections.reverse(newest);
        return eachUserOnce(newest);
    }

    /** Each user once, with its oldest connection, the oldest first: laravel-echo-server's order over HTTP. */
    List<Presence> oldestFirst() {
        return eachUserOnce(List.copyOf(bySocket.values()));
    }

    private List<Presence> eachUserOnce(List<Presence> presences) {
        if (presences.size() == connectionsOfUser.size()) {
            return presences;
        }
        Set<Optional<String>> seen = new HashSet<>();
        return presences.stream()
                .filter(presence -> seen.add(presence.member().key()))
                .toList();
    }
}
