package canyon.stress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The clients that are connected, and what is true of them: what they were told to do is known here, whatever Canyon
 * made of it. Not thread-safe.
 */
final class Crowd {
    private final Links links;
    private final Faults faults = new Faults();
    private final Undecided undecided = new Undecided();
    private final Map<Client, Session> sessions = new LinkedHashMap<>();
    private int opened;

    Crowd(Links links) {
        this.links = links;
    }

    /** Returns at once, before it is connected. */
    Session connect(Client client) {
        opened++;
        Session session = new Session(client, client.number() + "." + opened, undecided, faults);
        sessions.put(client, session);
        session.open(links);
        return session;
    }

    Optional<Session> session(Client client) {
        return Optional.ofNullable(sessions.get(client));
    }

    List<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    void drop(Client client) {
        gone(client).drop();
    }

    void close(Client client) {
        gone(client).close();
    }

    /** All go, the one so, the other so. */
    void leave() {
        for (Client client : List.copyOf(sessions.keySet())) {
            if (client.number() % 2 == 0) {
                drop(client);
            } else {
                close(client);
            }
        }
    }

    /** How many connections are in each channel in which there are any. */
    SortedMap<String, Integer> connections(List<String> channels) {
        SortedMap<String, Integer> connections = new TreeMap<>();
        for (String channel : channels) {
            List<Session> members = in(channel);
            if (!members.isEmpty()) {
                connections.put(channel, members.size());
            }
        }
        return connections;
    }

    /** Users in a channel. */
    SortedSet<String> users(String channel) {
        SortedSet<String> users = new TreeSet<>();
        in(channel).forEach(session -> users.add(session.client().user()));
        return users;
    }

    /** Returns when all that the clients have sent has been handled, though perhaps not yet authorized. */
    void awaitRoundTrips() {
        sessions().forEach(Session::beginRoundTrip);
        await(sessions(), Session::hasReturned, "does not answer");
    }

    /** Returns when all members of the channel have heard the event with this number. */
    void awaitFence(String channel, int number) {
        await(in(channel), session -> session.fence(channel) >= number, "hears nothing on " + channel);
    }

    /** Each member's own list of the members must be the truth. */
    void assertLists(String channel) {
        SortedSet<String> truth = users(channel);
        for (Session session : in(channel)) {
            SortedSet<String> seen = new TreeSet<>(session.members(channel));
            if (!seen.equals(truth)) {
                session.complain("sees on " + channel + " " + seen + " instead of " + truth);
            }
        }
        faults.assertNone();
    }

    String faults() {
        return faults.debug();
    }

    void assertNoFaults() {
        faults.assertNone();
    }

    private void await(List<Session> some, Predicate<Session> done, String complaint) {
        Eventually.look(
                        List.<Session>of(),
                        () -> some.stream().filter(done.negate()).toList())
                .forEach(session -> session.complain(complaint));
        faults.assertNone();
    }

    private List<Session> in(String channel) {
        return sessions.values().stream()
                .filter(session -> session.isIn(channel))
                .toList();
    }

    private Session gone(Client client) {
        Session session = sessions.remove(client);
        if (session == null) {
            throw new IllegalStateException(client + " is not connected");
        }
        return session;
    }
}
