package canyon.cluster;

import canyon.channel.ChannelRegistry;
import canyon.channel.PresenceLog;
import canyon.channel.RosterStep;
import canyon.channel.RosterStep.Entrant;
import canyon.channel.RosterStep.Source;
import canyon.cluster.ClusterMeters.Count;
import canyon.cluster.Ledger.Joined;
import canyon.cluster.Ledger.Joining;
import canyon.cluster.Ledger.Status;
import canyon.config.ClusterSettings;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who is in presence channels on all nodes. Each change is written to the ledger and comes back to every node in one
 * order; the client whose join it was gets its list then. While the ledger is away, or slow, or nobody else is there,
 * changes of this node count at once, and are written as soon as it goes.
 *
 * <p>All but {@link #join}, {@link #leave} and {@link #watch} is for the desk.
 */
final class Presences implements PresenceLog {
    private static final Duration SNAPSHOT_AGAIN = Duration.ofSeconds(1);

    private final Desk desk;
    private final Ledger ledger;
    private final ChannelRegistry registry;
    private final Place place;
    private final Map<ChannelName, View> views = new HashMap<>();

    private final Restoring restoring;
    private final Audit audit;
    private final Ghosts ghosts;

    Presences(Desk desk, Ledger ledger, ChannelRegistry registry, Place place) {
        this.desk = desk;
        this.ledger = ledger;
        this.registry = registry;
        this.place = place;
        this.restoring =
                new Restoring(place.lives(), new Again(), place.times().queue().share());
        this.audit = new Audit(place.times().queue().share());
        this.ghosts = new Ghosts(ledger, place.lives(), place.times().lease(), place.nanos());
    }

    /**
     * Where this node stands. For the desk.
     *
     * @param nanos the time, as {@link System#nanoTime}
     */
    record Place(
            NodeName node, Lives lives, Bus bus, ClusterMeters meters, ClusterSettings times, LongSupplier nanos) {}

    @Override
    public void join(Entry entry) {
        desk.post(() -> joinNow(entry));
    }

    @Override
    public void leave(ChannelName channel, SocketId socket) {
        desk.post(() -> leaveNow(channel, socket));
    }

    @Override
    public void watch(ChannelName channel) {
        desk.post(() -> {
            View view = view(channel);
            if (!view.isInStep()) {
                resync(view);
            }
        });
    }

    private View view(ChannelName channel) {
        return views.computeIfAbsent(channel, name -> {
            registry.hold(name);
            return new View(name, place.node(), place.times(), place.nanos());
        });
    }

    private void closeIfIdle(View view) {
        if (view.isIdle() && registry.subscriberCount(view.channel()) == 0 && isOpen(view)) {
            views.remove(view.channel());
            restoring.forget(view);
            registry.release(view.channel());
            if (!restoring.hasUnfreedIn(view.channel())) {
                ledger.release(view.channel(), place.lives().lease());
            }
        }
    }

    private boolean isOpen(View view) {
        return views.get(view.channel()) == view;
    }

    /** Whether changes of this node need not wait until they come back. */
    private boolean countAtOnce() {
        return place.lives().isAlone() || !place.lives().isUp();
    }

    private void joinNow(Entry entry) {
        View view = view(entry.channel());
        SocketId socket = entry.connection().id();
        Own own = new Own(entry);
        view.own().put(socket, own);
        view.leaving().remove(socket);
        view.lingering().remove(socket);
        write(view, own, entry.maxMembers());
        if (countAtOnce()) {
            enter(view, own, entry.maxMembers());
        } else {
            desk.later(place.times().timeout(), () -> {
                if (isOpen(view) && view.isCurrent(own) && !own.told) {
                    enter(view, own, entry.maxMembers());
                }
            });
        }
    }

    private void write(View view, Own own, int maxMembers) {
        write(view, own, maxMembers, !view.isInStep(), Backlog::nobodyWaits);
    }

    /** @param ended run on the desk when the ledger has answered, or has not */
    private void write(View view, Own own, int maxMembers, boolean withSeats, Runnable ended) {
        Presence presence = presence(own);
        String lease = place.lives().lease();
        String head = place.bus().head(News.KIND, News.ofJoin(view.channel(), presence, lease));
        Joining joining = new Joining(view.channel(), presence, lease, maxMembers, withSeats, head);
        Version known = view.known();
        ledger.join(
                joining,
                joined -> desk.post(() -> {
                    written(view, own, known, joined);
                    ended.run();
                }));
    }

    private static Presence presence(Own own) {
        return new Presence(own.entry().member(), own.entry().connection().id());
    }

    /** @param known of the log when the ledger was asked */
    private void written(View view, Own own, Version known, Optional<Joined> result) {
        if (!isOpen(view)) {
            return;
        }
        if (result.isEmpty()) {
            restoring.keepUnwritten(view);
            if (view.isCurrent(own) && !own.told) {
                enter(view, own, own.entry().maxMembers());
            }
            return;
        }
        Joined joined = result.get();
        if (joined.status() == Status.FULL) {
            full(view, own);
            return;
        }
        own.sit(joined.status());
        tellWritten(view.channel());
        Snapshot snapshot = joined.snapshot();
        if (snapshot != null && !view.isInStep()) {
            take(view, snapshot);
        } else {
            expect(view, joined.status() == Status.UNCHANGED ? known : known.next(), joined.version());
        }
        if (joined.status() == Status.UNCHANGED && view.isInStep() && view.isCurrent(own) && !own.told) {
            // It had joined before: it is only told again.
            enter(view, own, 0);
        }
    }

    /** A node alone need not: what it tells its observers of a change is all that there is to know. */
    private void tellWritten(ChannelName channel) {
        if (!place.lives().isAlone()) {
            registry.tellWritten(channel);
        }
    }

    /** There are others from now on, who write what this node has told its observers until now. */
    void company() {
        for (View view : List.copyOf(views.values())) {
            if (!view.isIdle()) {
                tellWritten(view.channel());
            }
        }
    }

    private void full(View view, Own own) {
        if (!view.isCurrent(own)) {
            return;
        }
        if (own.told) {
            // It was let in while nobody could say that the channel is full: it stays.
            write(view, own, 0);
            return;
        }
        refuse(view, own);
    }

    private void refuse(View view, Own own) {
        view.own().remove(own.entry().connection().id());
        if (own.entry().connection().unsubscribe(view.channel())) {
            own.entry().full().run();
        }
        closeIfIdle(view);
    }

    /** The connection is a member from now on, as far as this node is concerned, and is told who is there. */
    private void enter(View view, Own own, int maxMembers) {
        Presence presence = presence(own);
        own.told = true;
        Entrant entrant = new Entrant(own.entry().connection(), maxMembers);
        if (registry.apply(view.channel(), new RosterStep(List.of(presence), List.of(), entrant, Source.HERE))) {
            view.seats().put(presence.socket(), new Seat(presence, place.lives().lease()));
            return;
        }
        own.told = false;
        free(view.channel(), presence.socket());
        refuse(view, own);
    }

    private void leaveNow(ChannelName channel, SocketId socket) {
        View view = views.get(channel);
        if (view == null) {
            return;
        }
        Own own = view.own().remove(socket);
        if (own != null) {
            Duration grace = place.times().grace();
            if (own.told && !grace.isZero()) {
                view.lingering().add(socket);
                desk.later(grace, () -> {
                    if (isOpen(view) && view.lingering().remove(socket)) {
                        giveUp(view, socket);
                    }
                });
            } else {
                giveUp(view, socket);
            }
        }
        closeIfIdle(view);
    }

    private void giveUp(View view, SocketId socket) {
        free(view.channel(), socket);
        if (view.seats().containsKey(socket)) {
            if (countAtOnce()) {
                vanish(view, socket);
            } else {
                view.leaving().add(socket);
                desk.later(place.times().timeout(), () -> {
                    if (isOpen(view) && view.leaving().contains(socket)) {
                        vanish(view, socket);
                    }
                });
            }
        }
        closeIfIdle(view);
    }

    /** Writes that a seat is free. */
    private void free(ChannelName channel, SocketId socket) {
        free(channel, socket, Backlog::nobodyWaits);
    }

    /** @param ended run on the desk when the ledger has answered, or has not */
    private void free(ChannelName channel, SocketId socket, Runnable ended) {
        String head = place.bus().head(News.KIND, News.ofLeave(channel, socket));
        View before = views.get(channel);
        Version known = before == null ? Version.NONE : before.known();
        ledger.leave(
                channel,
                socket,
                head,
                version -> desk.post(() -> {
                    View view = views.get(channel);
                    if (version.isPresent()) {
                        tellWritten(channel);
                        if (view != null) {
                            expect(view, known, version.get());
                        }
                    } else {
                        restoring.keepUnfreed(channel, socket);
                    }
                    ended.run();
                }));
    }

    /** What was to be written, and may have changed since. */
    private final class Again implements Restoring.Steps {
        @Override
        public void write(View view, Own own, Runnable ended) {
            if (isOpen(view) && view.isCurrent(own) && own.told) {
                Presences.this.write(view, own, 0, false, ended);
            } else {
                ended.run();
            }
        }

        @Override
        public void free(ChannelName channel, SocketId socket, Runnable ended) {
            View view = views.get(channel);
            if (view == null || !view.own().containsKey(socket)) {
                Presences.this.free(channel, socket, ended);
            } else {
                ended.run();
            }
        }

        @Override
        public void read(View view, Runnable ended) {
            if (!isOpen(view)) {
                ended.run();
                return;
            }
            resync(view, () -> {
                if (place.lives().isAlone() && !view.isIdle()) {
                    // What this node has told its observers may be lost with the log.
                    registry.tellWritten(view.channel());
                }
                ended.run();
            });
        }
    }

    /** An own seat is free, as far as this node is concerned. */
    private void vanish(View view, SocketId socket) {
        view.leaving().remove(socket);
        if (view.seats().remove(socket) != null) {
            registry.apply(view.channel(), new RosterStep(List.of(), List.of(socket), null, Source.HERE));
        }
        closeIfIdle(view);
    }

    /**
     * What was written comes by the bus; if it does not, or the ledger has lost what was before it, the channel is read
     * anew.
     *
     * @param known which the version cannot be behind, unless data were lost
     */
    private void expect(View view, Version known, Version version) {
        if (!view.isInStep()) {
            return;
        }
        if (view.isLost(known, version)) {
            resync(view);
        } else if (view.isBehind(version)) {
            desk.later(place.times().timeout(), () -> {
                if (isOpen(view) && view.isInStep() && view.isBehind(version)) {
                    place.meters().count(Count.GAPS);
                    resync(view);
                }
            });
        }
    }

    private void resync(View view) {
        resync(view, Backlog::nobodyWaits);
    }

    /** @param ended run on the desk when the channel was read, or was not */
    private void resync(View view, Runnable ended) {
        if (!view.fallBehind()) {
            ended.run();
            return;
        }
        place.meters().count(Count.RESYNCS);
        ledger.seats(
                view.channel(),
                snapshot -> desk.post(() -> {
                    view.missSnapshot();
                    if (isOpen(view) && !view.isInStep()) {
                        read(view, snapshot);
                    }
                    ended.run();
                }));
    }

    private void read(View view, Optional<Snapshot> snapshot) {
        if (snapshot.isPresent()) {
            take(view, snapshot.get());
        } else if (place.lives().isUp()) {
            desk.later(SNAPSHOT_AGAIN, () -> {
                if (isOpen(view) && !view.isInStep()) {
                    restoring.readLater(view);
                }
            });
        }
    }

    private void take(View view, Snapshot snapshot) {
        Duration lease = place.times().lease();
        View.Difference difference = view.reconcile(snapshot, place.lives().lease(), place.lives()::isMet);
        if (!difference.come().isEmpty() || !difference.gone().isEmpty()) {
            Source source = difference.first() ? Source.BEFORE : Source.ELSEWHERE;
            registry.apply(view.channel(), new RosterStep(difference.come(), difference.gone(), null, source));
        }
        if (!difference.goneHere().isEmpty()) {
            registry.apply(view.channel(), new RosterStep(List.of(), difference.goneHere(), null, Source.HERE));
        }
        difference.entrants().forEach(own -> enter(view, own, 0));
        difference.missing().forEach(own -> restoring.writeLater(view, own));
        difference.stale().forEach(socket -> free(view.channel(), socket));
        if (difference.isInDoubt()) {
            desk.later(lease, () -> {
                if (isOpen(view)) {
                    leaveElsewhere(view, view.giveUp(null, place.nanos().getAsLong()));
                }
            });
        }
        tellAgain(view, snapshot);
        hearEarly(view);
        closeIfIdle(view);
    }

    /** Those of whom others have told that they left: whoever wants to know is told that they are there. */
    private void tellAgain(View view, Snapshot snapshot) {
        Map<Optional<String>, Member> again = new LinkedHashMap<>();
        boolean isAny = false;
        for (Seat seat : snapshot.seats()) {
            Own own = view.own().get(seat.presence().socket());
            if (own != null && own.isSwept() && seat.node().equals(place.lives().lease())) {
                own.toldAgain();
                isAny = true;
                Member member = own.entry().member();
                again.put(member.key(), member);
            }
        }
        if (isAny) {
            // With a connection elsewhere a user never left.
            snapshot.seats().stream()
                    .filter(seat -> !place.node().isOwn(seat.node()))
                    .forEach(seat -> again.remove(seat.presence().member().key()));
            again.values().forEach(member -> registry.tellJoined(view.channel(), member));
            registry.apply(view.channel(), new RosterStep(List.of(), List.of(), null, Source.HERE));
        }
    }

    /**
     * What came before a snapshot and is no part of it was lost with Redis' data, or is nobody's: there is no hurry.
     */
    private void hearEarly(View view) {
        boolean isGap = false;
        for (News news : view.takeEarly()) {
            View.Order order = view.order(news);
            isGap |= order == View.Order.GAP;
            if (order == View.Order.NEXT) {
                follow(view, news, false);
            }
        }
        if (isGap) {
            view.takeEarly();
            desk.later(SNAPSHOT_AGAIN, () -> {
                if (isOpen(view) && view.isInStep()) {
                    place.meters().count(Count.GAPS);
                    resync(view);
                }
            });
        }
    }

    private void leaveElsewhere(View view, List<SocketId> gone) {
        if (!gone.isEmpty()) {
            registry.apply(view.channel(), new RosterStep(List.of(), gone, null, Source.ELSEWHERE));
        }
    }

    /** @param isOwn whether this node has made the change */
    void hear(News news, boolean isOwn) {
        View view = views.get(news.channel());
        if (view != null) {
            hear(view, news, isOwn);
        }
    }

    private void hear(View view, News news, boolean isOwn) {
        switch (view.order(news)) {
            case NEXT -> follow(view, news, isOwn);
            case GAP -> {
                place.meters().count(Count.GAPS);
                resync(view);
            }
            default -> {
                // Known already, or will be looked at after a snapshot.
            }
        }
    }

    private void follow(View view, News news, boolean isOwn) {
        view.reached(news.version());
        Seat joined = news.joined();
        if (joined != null) {
            sit(view, joined);
        }
        stand(view, news, isOwn);
        closeIfIdle(view);
    }

    private void sit(View view, Seat seat) {
        Presence presence = seat.presence();
        view.settle(presence.socket());
        boolean isHere = place.node().isOwn(seat.node());
        Own own = isHere ? view.own().get(presence.socket()) : null;
        if (own != null && !own.told && own.entry().member().equals(presence.member())) {
            enter(view, own, 0);
        }
        if (isHere) {
            // Known already, or gone again before anybody here heard of it.
            return;
        }
        Seat before = view.seats().put(presence.socket(), seat);
        if (before == null || !before.presence().equals(presence)) {
            registry.apply(view.channel(), new RosterStep(List.of(presence), List.of(), null, Source.ELSEWHERE));
        }
    }

    private void stand(View view, News news, boolean isOwn) {
        List<SocketId> gone = new ArrayList<>();
        boolean isHere = false;
        for (SocketId socket : news.left()) {
            view.settle(socket);
            Own own = view.own().get(socket);
            if (own != null && own.told) {
                // Others believed this node to be dead, or it came back to the channel meanwhile.
                write(view, own, 0);
                continue;
            }
            view.leaving().remove(socket);
            view.lingering().remove(socket);
            Seat seat = view.seats().remove(socket);
            if (seat != null) {
                gone.add(socket);
                isHere |= place.node().isOwn(seat.node());
            }
        }
        if (!gone.isEmpty()) {
            // Of a dead node's members whoever sweeps after it tells, also if it was this one.
            Source source = news.swept() && isOwn ? Source.SWEEP : Source.ELSEWHERE;
            if (isHere && !news.swept()) {
                source = Source.HERE;
            }
            registry.apply(view.channel(), new RosterStep(List.of(), gone, null, source));
        }
    }

    /** The ledger is away: what waits for it counts at once. */
    void lost() {
        restoring.lost();
        ghosts.forget();
        for (View view : List.copyOf(views.values())) {
            for (Own own : List.copyOf(view.own().values())) {
                if (!own.told) {
                    enter(view, own, own.entry().maxMembers());
                }
            }
            List.copyOf(view.leaving()).forEach(socket -> vanish(view, socket));
        }
    }

    /**
     * The ledger is back, or has forgotten this node: it is told again of all members here.
     *
     * @param swept whether another node has removed them, or begun to, and told that they left
     * @param restored run when it has all of them
     */
    void restore(boolean swept, Runnable restored) {
        List<View> all = List.copyOf(views.values());
        if (swept) {
            all.forEach(view -> view.own().values().forEach(Own::suspectSweep));
        }
        all.forEach(View::loseStep);
        restoring.begin(all, restored);
    }

    /** Writes again what could not be written. */
    void writeUnwritten() {
        restoring.goOn();
    }

    /** Another node was heard for the first time: what it has is shown from now on. */
    void reveal() {
        for (View view : List.copyOf(views.values())) {
            if (view.isHiding()) {
                restoring.readLater(view);
            }
        }
    }

    /** Another node has told the ledger of all its members: those of it that are still missed are gone. */
    void restored(String process) {
        for (View view : List.copyOf(views.values())) {
            if (view.isInStep()) {
                leaveElsewhere(view, view.giveUp(process, place.nanos().getAsLong()));
            }
        }
    }

    /** Compares some channels with the ledger, next time others. */
    void audit() {
        ghosts.begin();
        for (ChannelName channel : audit.next(views.keySet())) {
            View view = views.get(channel);
            if (view != null && view.isInStep()) {
                Version known = view.known();
                ledger.version(
                        channel, found -> desk.post(() -> found.ifPresent(version -> compare(view, known, version))));
            }
        }
    }

    private void compare(View view, Version known, Version version) {
        if (isOpen(view) && view.isInStep()) {
            ghosts.look(view.channel(), view.leases());
            if (view.isHiding()) {
                resync(view);
            } else {
                expect(view, known, version);
            }
        }
    }

    /** A dead node's users who have no other seat: whoever wants to know is told by this node alone. */
    void swept(ChannelName channel, List<Member> left) {
        left.forEach(member -> registry.tellLeft(channel, member));
        // Also to a node that is alone now: of a channel without subscribers here it knows nothing else.
        registry.tellWritten(channel);
    }

    /** How long it takes until nobody lingers any more. */
    Duration lingering() {
        boolean isAny =
                views.values().stream().anyMatch(view -> !view.lingering().isEmpty());
        return isAny ? place.times().grace() : Duration.ZERO;
    }

    /** Whether the ledger may still hold seats of this node. */
    boolean holdsAny() {
        return restoring.hasUnfreed() || views.values().stream().anyMatch(view -> !view.isIdle());
    }
}
