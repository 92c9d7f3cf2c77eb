package canyon.cluster;

import canyon.config.ClusterSettings;
import canyon.message.ChannelName;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What this node knows of one presence channel: a copy of all seats, as far as the log was read. For the desk. */
final class View {
    /** Changes that came while a snapshot was under way; over it another one is needed anyway. */
    private static final int MOST_EARLY = 10_000;

    /**
     * Time-outs within which a change comes that was made before a snapshot, also when much is restored; a replica
     * needs about as long to take over.
     */
    private static final int LATE = 5;

    private final ChannelName channel;
    private final NodeName node;
    private final ClusterSettings times;
    private final LongSupplier nanos;
    private final Map<SocketId, Seat> seats = new LinkedHashMap<>();
    private final Map<SocketId, Own> own = new HashMap<>();

    /** Own seats that are given up, as the log does not tell yet. */
    private final Set<SocketId> leaving = new HashSet<>();

    /** Own seats of those who may come back in a moment. */
    private final Set<SocketId> lingering = new HashSet<>();

    /** Others' seats that a ledger without its data does not tell of, until when their nodes may do it. */
    private final Map<SocketId, Long> doubtful = new HashMap<>();

    private final List<News> early = new ArrayList<>();
    private Version version = Version.NONE;

    /** Of the last snapshot. Changes up to it may still come, but not for long. */
    private long snapshotNumber;

    /** When it came. */
    private long snapshotAt;

    private boolean inStep;
    private boolean everInStep;

    /** Whether the log has less than was known of it, as the next snapshot need not tell. */
    private boolean isLogLost;

    private boolean asked;

    /** Leases of seats in the last snapshot that are not shown. */
    private final Set<String> hidden = new HashSet<>();

    /** @param nanos the time, as {@link System#nanoTime} */
    View(ChannelName channel, NodeName node, ClusterSettings times, LongSupplier nanos) {
        this.channel = channel;
        this.node = node;
        this.times = times;
        this.nanos = nanos;
    }

    ChannelName channel() {
        return channel;
    }

    /** What the log cannot be behind, unless it has lost data. */
    Version known() {
        return inStep ? version : Version.NONE;
    }

    /** Whether it has all that was written up to its version. */
    boolean isInStep() {
        return inStep;
    }

    /** Whether the last snapshot had seats that are not shown. */
    boolean isHiding() {
        return !hidden.isEmpty();
    }

    /** Leases of others' seats, of those that are not shown too. */
    Set<String> leases() {
        Set<String> leases = new HashSet<>(hidden);
        for (Seat seat : seats.values()) {
            if (!node.isOwn(seat.node())) {
                leases.add(seat.node());
            }
        }
        return leases;
    }

    Map<SocketId, Own> own() {
        return own;
    }

    Map<SocketId, Seat> seats() {
        return seats;
    }

    Set<SocketId> leaving() {
        return leaving;
    }

    Set<SocketId> lingering() {
        return lingering;
    }

    /** Whether nobody here needs it, as far as members are concerned. */
    boolean isIdle() {
        return own.isEmpty() && leaving.isEmpty() && lingering.isEmpty();
    }

    boolean isCurrent(Own one) {
        return own.get(one.entry().connection().id()) == one;
    }

    /** From now on it needs a snapshot, for which somebody will ask. */
    void loseStep() {
        inStep = false;
    }

    /** From now on it needs a snapshot. True if none is under way. */
    boolean fallBehind() {
        inStep = false;
        boolean isNew = !asked;
        asked = true;
        return isNew;
    }

    /** The snapshot did not come. */
    void missSnapshot() {
        asked = false;
    }

    /** What a change means for this view. */
    enum Order {
        NEXT,
        OLD,
        EARLY,
        /** Something is missing before it. */
        GAP
    }

    /** Sorts a change in; what is early is kept. */
    Order order(News news) {
        if (!inStep) {
            keep(news);
            return Order.EARLY;
        }
        Version next = news.version();
        if (next.epoch() == version.epoch()) {
            if (next.number() <= version.number()) {
                boolean isLate = nanos.getAsLong() - snapshotAt
                        > times.timeout().multipliedBy(LATE).toNanos();
                if (next.number() <= snapshotNumber && !isLate) {
                    return Order.OLD;
                }
                // Given twice: there was another change of this number.
                isLogLost = true;
                return Order.GAP;
            }
            if (next.number() == version.number() + 1) {
                return Order.NEXT;
            }
        } else if (next.epoch() < version.epoch()) {
            return Order.OLD;
        } else if (next.number() == 1 && mayBeEmpty()) {
            return Order.NEXT;
        }
        keep(news);
        return Order.GAP;
    }

    /** Whether the log may have ended because nobody was there; else it was lost, and own seats with it. */
    private boolean mayBeEmpty() {
        return seats.values().stream().allMatch(seat -> node.isOwn(seat.node()))
                && own.values().stream().noneMatch(one -> one.seated);
    }

    private void keep(News news) {
        if (early.size() < MOST_EARLY) {
            early.add(news);
        }
    }

    void reached(Version reached) {
        if (reached.epoch() != version.epoch()) {
            snapshotNumber = 0;
        }
        version = reached;
    }

    /**
     * Whether the log has lost data, by what the ledger says of it; maybe not only others' data.
     *
     * @param known what was known when the ledger was asked
     */
    boolean isLost(Version known, Version found) {
        boolean isSame = found.epoch() == known.epoch();
        isLogLost |= isSame && found.number() < known.number();
        return isLogLost || (found.epoch() < known.epoch() && !seats.isEmpty());
    }

    /** Whether the view knows nothing of what this version says. */
    boolean isBehind(Version other) {
        return !inStep
                || (other.epoch() == version.epoch()
                        ? other.number() > version.number()
                        : other.epoch() > version.epoch());
    }

    /** Those that came before they could be used. */
    List<News> takeEarly() {
        List<News> taken = List.copyOf(early);
        early.clear();
        return taken;
    }

    /**
     * What a snapshot changes.
     *
     * @param come others' presences that are new
     * @param gone others' presences that are not there any more
     * @param goneHere own ones
     * @param entrants own connections that have a seat and have not been told
     * @param missing own connections whose seat the ledger does not know, or knows under an old name
     * @param stale own seats without a connection
     * @param first whether nobody was told anything before
     * @param isInDoubt whether some seats are kept for a while only because the ledger has lost its data
     */
    record Difference(
            List<Presence> come,
            List<SocketId> gone,
            List<SocketId> goneHere,
            List<Own> entrants,
            List<Own> missing,
            List<SocketId> stale,
            boolean first,
            boolean isInDoubt) {}

    /**
     * Takes over a snapshot, after which the view is in step with it: after a gap, a lost connection, lost data,
     * always.
     *
     * @param lease the name of this node's lease now
     * @param isMet whether the node with this lease was heard: others may be dead, and their seats are not shown anew
     */
    Difference reconcile(Snapshot snapshot, String lease, Predicate<String> isMet) {
        snapshotAt = nanos.getAsLong();
        // So long seats may be missed after a loss of data.
        long doubtUntil = snapshotAt + times.lease().toNanos();
        boolean first = !everInStep && own.values().stream().noneMatch(one -> one.told);
        boolean isLoss = everInStep && (isLogLost || isOlder(snapshot.version()));
        Reconciliation work = new Reconciliation(first, lease);
        Set<SocketId> known = new HashSet<>();
        hidden.clear();
        for (Seat seat : snapshot.seats()) {
            known.add(seat.presence().socket());
            if (node.isOwn(seat.node())) {
                work.ownSeat(seat);
            } else if (!isMet.test(seat.node())
                    && !seats.containsKey(seat.presence().socket())) {
                hidden.add(seat.node());
            } else {
                work.otherSeat(seat);
            }
        }
        Iterator<Map.Entry<SocketId, Seat>> all = seats.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<SocketId, Seat> entry = all.next();
            if (known.contains(entry.getKey()) || work.staysWithoutSeat(entry.getKey(), entry.getValue())) {
                continue;
            }
            boolean isOther = !node.isOwn(entry.getValue().node());
            if (isOther && isLoss) {
                doubtful.putIfAbsent(entry.getKey(), doubtUntil);
            }
            if (!isOther || !doubtful.containsKey(entry.getKey())) {
                all.remove();
                (isOther ? work.gone : work.goneHere).add(entry.getKey());
            }
        }
        version = snapshot.version();
        snapshotNumber = version.number();
        isLogLost = false;
        inStep = true;
        everInStep = true;
        asked = false;
        return work.difference(!doubtful.isEmpty());
    }

    /** Data were lost if the log is another one, or has gone back. */
    private boolean isOlder(Version found) {
        return found.epoch() != version.epoch() || found.number() < version.number();
    }

    /** A seat that was in doubt is not, or is free. */
    void settle(SocketId socket) {
        doubtful.remove(socket);
    }

    /**
     * Gives up seats that were in doubt.
     *
     * @param process whose node has told all that it has, null for those whose time is over at {@code now}
     */
    List<SocketId> giveUp(@Nullable String process, long now) {
        List<SocketId> given = new ArrayList<>();
        doubtful.forEach((socket, until) -> {
            Seat seat = seats.get(socket);
            boolean isMeant = process == null
                    ? now - until >= 0
                    : seat != null && NodeName.processOf(seat.node()).equals(process);
            if (seat == null || isMeant) {
                given.add(socket);
            }
        });
        given.forEach(doubtful::remove);
        given.removeIf(socket -> seats.remove(socket) == null);
        return given;
    }

    /** Collects a {@link Difference}. */
    private final class Reconciliation {
        private final List<Presence> come = new ArrayList<>();
        private final List<SocketId> gone = new ArrayList<>();
        private final List<SocketId> goneHere = new ArrayList<>();
        private final List<Own> entrants = new ArrayList<>();
        private final List<Own> missing = new ArrayList<>();
        private final List<SocketId> stale = new ArrayList<>();
        private final boolean first;
        private final String lease;

        Reconciliation(boolean first, String lease) {
            this.first = first;
            this.lease = lease;
            own.forEach((socket, one) -> {
                if (one.told) {
                    missing.add(one);
                }
            });
        }

        void ownSeat(Seat seat) {
            SocketId socket = seat.presence().socket();
            Own one = own.get(socket);
            if (one == null) {
                if (!leaving.contains(socket) && !lingering.contains(socket)) {
                    stale.add(socket);
                }
                return;
            }
            boolean isOfThisLease = seat.node().equals(lease);
            if (one.told && isOfThisLease) {
                missing.remove(one);
            } else if (!one.told && seat.presence().member().equals(one.entry().member())) {
                entrants.add(one);
                seats.put(socket, seat);
                if (!isOfThisLease) {
                    missing.add(one);
                }
            }
        }

        void otherSeat(Seat seat) {
            SocketId socket = seat.presence().socket();
            doubtful.remove(socket);
            Seat before = seats.put(socket, seat);
            if (before == null || !before.presence().equals(seat.presence())) {
                come.add(seat.presence());
            }
        }

        /** Own connections stay, and go, whatever the ledger says. */
        boolean staysWithoutSeat(SocketId socket, Seat seat) {
            Own one = own.get(socket);
            boolean isGoing = leaving.contains(socket) || lingering.contains(socket);
            return node.isOwn(seat.node()) && (isGoing || (one != null && one.told));
        }

        Difference difference(boolean isInDoubt) {
            // Seats without a connection are nobody's.
            stale.forEach(socket -> {
                if (seats.remove(socket) != null) {
                    goneHere.add(socket);
                }
            });
            return new Difference(come, gone, goneHere, entrants, missing, stale, first, isInDoubt);
        }
    }
}
