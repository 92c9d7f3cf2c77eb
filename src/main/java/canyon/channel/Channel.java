package canyon.channel;

import canyon.channel.RosterStep.Source;
import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.ServerMessage;
import canyon.message.SocketId;
import canyon.metrics.AppMeters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of one channel, kept apart by the worker that writes to them, and its members if it is a presence
 * channel. Each change is one step under its lock, and has a number. A worker reads frozen arrays, rebuilt only after a
 * join or a leave. Safe for use from any thread.
 */
final class Channel {
    private final ChannelName name;
    private final AppMeters meters;
    private final Announcer announcer;
    private final Lane[] lanes;
    private final PresenceRoster roster = new PresenceRoster();
    private int count;
    private long changes;
    private boolean held;

    /** @param meters of its application */
    Channel(ChannelName name, int laneCount, AppMeters meters, Announcer announcer) {
        this.name = name;
        this.meters = meters;
        this.announcer = announcer;
        lanes = new Lane[laneCount];
        for (int i = 0; i < laneCount; i++) {
            lanes[i] = new Lane();
        }
    }

    /** What its application counts. */
    AppMeters meters() {
        return meters;
    }

    /** Told of each change of members while the channel's lock is held, so that all see them in one order. */
    interface Announcer {
        void announce(PresenceChange change, RosterStep.Source source, Supplier<List<Presence>> connections);
    }

    /** Adds a connection, which gets {@code welcome} before anything else of this channel. */
    synchronized void add(Connection connection, List<ServerMessage> welcome) {
        connection.prepare(welcome);
        subscribe(connection);
    }

    /**
     * Who comes as a member.
     *
     * @param maxMembers users at once, 0 for no limit
     * @param more what it is told after the list of members; asked for only if it gets in
     */
    record Entry(Member member, int maxMembers, Supplier<List<ServerMessage>> more) {}

    /**
     * Adds a connection of a member, or makes it the newest one again.
     *
     * @return false if the channel is full, which changes nothing
     */
    synchronized boolean add(Connection connection, Entry entry) {
        Member member = entry.member();
        int maxMembers = entry.maxMembers();
        boolean isNew = !roster.holds(member);
        int others = roster.userCount() - (roster.isLastOfItsUser(connection.id()) ? 1 : 0);
        if (isNew && maxMembers > 0 && others >= maxMembers) {
            return false;
        }
        Presence presence = new Presence(member, connection.id());
        Member before = roster.userOf(connection.id());
        roster.put(presence);
        List<Member> left = before == null || roster.holds(before) ? List.of() : List.of(before);
        List<Presence> joined = isNew ? List.of(presence) : List.of();
        subscribe(connection);
        announce(new PresenceChange.Parts(roster.newestFirst(), entry.more().get(), left, joined), Source.HERE);
        return true;
    }

    /**
     * Changes the members as it was decided elsewhere.
     *
     * @param more what the entrant is told after the list of members; asked for only if it gets in
     * @return false if the channel is full, which changes nothing
     */
    synchronized boolean apply(RosterStep step, Supplier<List<ServerMessage>> more) {
        RosterStep.Entrant entrant = step.entrant();
        if (entrant != null && isFull(step, entrant.maxMembers())) {
            return false;
        }
        List<Member> left = new ArrayList<>();
        List<Presence> joined = new ArrayList<>();
        for (Presence presence : step.come()) {
            Member before = roster.userOf(presence.socket());
            boolean isNew = !roster.holds(presence.member());
            roster.put(presence);
            if (before != null && !roster.holds(before)) {
                left.add(before);
            }
            if (isNew) {
                joined.add(presence);
            }
        }
        for (SocketId socket : step.gone()) {
            Member gone = roster.remove(socket);
            if (gone != null && !roster.holds(gone)) {
                left.add(gone);
            }
        }
        if (step.source() == Source.BEFORE) {
            return true;
        }
        List<Presence> list = List.of();
        List<ServerMessage> further = List.of();
        if (entrant != null && entrant.connection().isSubscribed(name)) {
            subscribe(entrant.connection());
            list = roster.newestFirst();
            further = more.get();
        } else {
            changes++;
        }
        announce(new PresenceChange.Parts(list, further, left, joined), step.source());
        return true;
    }

    private boolean isFull(RosterStep step, int maxMembers) {
        if (maxMembers == 0) {
            return false;
        }
        Presence last = step.come().get(step.come().size() - 1);
        int others = roster.userCount() - (roster.isLastOfItsUser(last.socket()) ? 1 : 0);
        return !roster.holds(last.member()) && others >= maxMembers;
    }

    /** From now on its members are told by steps, and it stays, also without subscribers, until it is released. */
    synchronized void hold() {
        held = true;
        roster.clear();
    }

    synchronized void release() {
        held = false;
    }

    synchronized boolean isHeld() {
        return held;
    }

    /** The connection listens no more; whether it is a member is decided elsewhere. */
    synchronized void detach(Connection connection) {
        if (laneOf(connection).remove(connection)) {
            count--;
        }
    }

    synchronized void remove(Connection connection) {
        if (laneOf(connection).remove(connection)) {
            count--;
        }
        Member gone = roster.remove(connection.id());
        if (gone != null) {
            changes++;
            List<Member> left = roster.holds(gone) ? List.of() : List.of(gone);
            announce(new PresenceChange.Parts(List.of(), List.of(), left, List.of()), Source.HERE);
        }
    }

    private void subscribe(Connection connection) {
        changes++;
        if (laneOf(connection).add(connection, changes)) {
            count++;
        }
    }

    private void announce(PresenceChange.Parts parts, Source source) {
        announcer.announce(new PresenceChange(this, name, changes, parts), source, roster::connections);
    }

    /** A new number: who subscribes from now on has a greater one. */
    synchronized long mark() {
        return ++changes;
    }

    synchronized Optional<Member> member(Connection connection) {
        return Optional.ofNullable(roster.userOf(connection.id()));
    }

    synchronized List<SocketId> connectionsOf(String userId) {
        return roster.connectionsOf(userId);
    }

    synchronized int count() {
        return count;
    }

    synchronized int userCount() {
        return roster.userCount();
    }

    synchronized List<Presence> users() {
        return roster.oldestFirst();
    }

    synchronized List<Presence> presences() {
        return roster.connections();
    }

    /** All of them, one worker's after the other's. */
    Stream<Connection> subscribers() {
        return IntStream.range(0, lanes.length)
                .mapToObj(this::subscribers)
                .flatMap(lane -> Stream.of(lane.connections()));
    }

    /** Those to whom worker {@code index} writes. */
    synchronized Subscribers subscribers(int index) {
        return lanes[index].frozen();
    }

    private Lane laneOf(Connection connection) {
        return lanes[connection.lane(lanes.length)];
    }

    /**
     * Who subscribed, and with which change of the channel each of them did. The arrays are shared: not to be changed.
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index on the way of every broadcast
    record Subscribers(Connection[] connections, long[] since) {
        static final Subscribers NOBODY = new Subscribers(new Connection[0], new long[0]);
    }

    private static final class Lane {
        private final Map<Connection, Long> subscribers = new LinkedHashMap<>(2);
        private @Nullable Subscribers frozen = Subscribers.NOBODY;

        /** False if it was there, whose number is the new one now. */
        boolean add(Connection connection, long change) {
            frozen = null;
            return subscribers.put(connection, change) == null;
        }

        boolean remove(Connection connection) {
            frozen = null;
            return subscribers.remove(connection) != null;
        }

        Subscribers frozen() {
            Subscribers current = frozen;
            if (current == null) {
                current = new Subscribers(
                        subscribers.keySet().toArray(new Connection[0]),
                        subscribers.values().stream().mapToLong(Long::longValue).toArray());
                frozen = current;
            }
            return current;
        }
    }
}
