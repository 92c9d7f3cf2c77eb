package canyon.channel;

import canyon.activity.Activity;
import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.connection.Connection;
import canyon.message.Broadcast;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.ServerMessage;
import canyon.metrics.AppCount;
import canyon.metrics.Meters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who listens to what on this node. A channel exists while somebody listens. Safe for use from any thread.
 *
 * <p>Lock order: connection, then channel, then the intake of the fan-out.
 */
public class ChannelRegistry extends Occupancy {
    private final int lanes;
    private final CachedEvents cache;
    private final Meters meters;
    private final Activity activity;
    private final List<ChannelObserver> observers = new CopyOnWriteArrayList<>();

    /** Given by the fan-out, which needs a registry first. */
    private volatile @Nullable Intake intake;

    /** Given by whoever knows of other nodes. */
    private volatile @Nullable PresenceLog log;

    /** Given by whoever knows of other nodes. */
    private volatile @Nullable LastEvents lastEvents;

    /** For the proxy that CDI makes of an application-scoped bean; never used by it. */
    protected ChannelRegistry() {
        this(1);
    }

    /** @param lanes how many workers write; each connection belongs to one of them */
    public ChannelRegistry(int lanes) {
        this(lanes, CachedEvents.none());
    }

    /**
     * A registry without channels.
     *
     * @param lanes how many workers write; each connection belongs to one of them
     * @param cache the last events of cache channels
     */
    public ChannelRegistry(int lanes, CachedEvents cache) {
        this(lanes, cache, new Meters(), Activity.unwatched());
    }

    /**
     * A registry without channels.
     *
     * @param lanes how many workers write; each connection belongs to one of them
     * @param cache the last events of cache channels
     * @param meters count channels, subscriptions and what is sent
     * @param activity is told who joins and leaves
     */
    public ChannelRegistry(int lanes, CachedEvents cache, Meters meters, Activity activity) {
        this.lanes = lanes;
        this.cache = cache;
        this.meters = meters;
        this.activity = activity;
    }

    /** From now on members of presence channels are written down there; to be called before anybody joins. */
    public void writeDownIn(PresenceLog shared) {
        log = shared;
    }

    /** From now on last events are kept there, too; to be called before anybody joins. */
    public void keepIn(LastEvents elsewhere) {
        lastEvents = elsewhere;
    }

    /** From now on {@code observer} hears of every change. */
    public void observe(ChannelObserver observer) {
        observers.add(observer);
    }

    /**
     * Subscribes a connection, and tells it, in a dialect that has a form for it, before anything that it hears on the
     * channel. If it listens already it is only told again. Nothing happens if it has ended.
     */
    public void join(Connection connection, ChannelName name) {
        synchronized (connection) {
            if (connection.subscribe(name)) {
                change(name, channel -> channel.add(connection, welcome(connection, name)));
                report(Kind.SUBSCRIBED, connection, name, () -> "");
                PresenceLog shared = logOf(name);
                if (shared != null) {
                    shared.watch(name);
                }
            } else if (!connection.hasEnded()) {
                connection.prepare(List.of(new ServerMessage.Subscribed(name)));
            }
        }
        connection.flush();
    }

    /**
     * As the other one, and where other nodes have a say, the connection is told and the channel's limit looked at
     * later.
     *
     * @param fullLater called, on any thread, if it turns out later that the channel is full
     * @return false if the channel is full as far as is known now
     */
    public boolean join(Connection connection, ChannelName name, Member member, int maxMembers, Runnable fullLater) {
        PresenceLog shared = logOf(name);
        if (shared == null) {
            return join(connection, name, member, maxMembers);
        }
        synchronized (connection) {
            if (!connection.hasEnded()) {
                connection.subscribe(name);
                shared.join(new PresenceLog.Entry(connection, name, member, maxMembers, fullLater));
            }
        }
        return true;
    }

    private @Nullable PresenceLog logOf(ChannelName name) {
        PresenceLog shared = log;
        return shared != null && name.kind() == ChannelKind.PRESENCE ? shared : null;
    }

    /**
     * Changes the members of a channel that is {@link #hold held}, as its log says.
     *
     * @return false if the channel is full, which changes nothing
     */
    public boolean apply(ChannelName name, RosterStep step) {
        RosterStep.Entrant entrant = step.entrant();
        if (entrant == null) {
            return applyLocked(name, step);
        }
        synchronized (entrant.connection()) {
            boolean entered = applyLocked(name, step);
            if (entered && entrant.connection().isSubscribed(name)) {
                Presence presence = step.come().get(step.come().size() - 1);
                report(
                        Kind.SUBSCRIBED,
                        entrant.connection(),
                        name,
                        () -> presence.member().key().map("as user "::concat).orElse(""));
            }
            return entered;
        }
    }

    private boolean applyLocked(ChannelName name, RosterStep step) {
        AtomicBoolean applied = new AtomicBoolean(true);
        channels.computeIfPresent(name, (n, channel) -> {
            int before = channel.count();
            applied.set(channel.apply(step, () -> cached(name)));
            tellCount(n, before, channel.count());
            channel.meters().add(AppCount.SUBSCRIBED, channel.count() - before);
            return channel;
        });
        return applied.get();
    }

    /** Keeps a presence channel, with no members yet, until it is {@link #release released}: a log tells of them. */
    public void hold(ChannelName name) {
        channels.compute(name, (n, found) -> {
            Channel channel = found == null ? made(n) : found;
            channel.hold();
            if (found == null) {
                channel.meters().count(AppCount.CHANNELS_OCCUPIED);
            }
            return channel;
        });
    }

    /** Nobody tells of its members any more: the channel goes, unless somebody listens. */
    public void release(ChannelName name) {
        channels.computeIfPresent(name, (n, channel) -> {
            channel.release();
            return keptOrVacated(n, channel);
        });
    }

    /** Whoever wants to know believes that a user has left a presence channel who did not. */
    public void tellJoined(ChannelName name, Member member) {
        observers.forEach(observer -> observer.joined(name, member));
    }

    /** A user has left a presence channel that nobody on this node may know. */
    public void tellLeft(ChannelName name, Member member) {
        observers.forEach(observer -> observer.left(name, member));
    }

    /** What all nodes know of the members of a presence channel was changed by this one. */
    public void tellWritten(ChannelName name) {
        observers.forEach(observer -> observer.written(name));
    }

    /**
     * Subscribes a connection as one of a member's, and tells it and the others. If it listens already it is told
     * again. Nothing happens if it has ended. Call {@link #awaitRoom} before, without a lock.
     *
     * @param maxMembers users at once, 0 for no limit
     * @return false if the channel is full
     */
    public boolean join(Connection connection, ChannelName name, Member member, int maxMembers) {
        synchronized (connection) {
            if (connection.hasEnded()) {
                return true;
            }
            AtomicBoolean entered = new AtomicBoolean();
            change(
                    name,
                    channel -> entered.set(
                            channel.add(connection, new Channel.Entry(member, maxMembers, () -> cached(name)))));
            if (entered.get() && connection.subscribe(name)) {
                report(
                        Kind.SUBSCRIBED,
                        connection,
                        name,
                        () -> member.key().map("as user "::concat).orElse(""));
            }
            return entered.get();
        }
    }

    /** Whether a join would not have to wait for {@link #awaitRoom}. */
    public boolean hasRoom() {
        Intake found = intake;
        return found == null || found.hasRoom();
    }

    /** Waits while too much waits to be sent already, so that joins come no faster than they are announced. */
    public void awaitRoom() throws InterruptedException {
        Intake found = intake;
        if (found != null) {
            found.awaitRoom();
        }
    }

    public void leave(Connection connection, ChannelName name) {
        synchronized (connection) {
            if (connection.unsubscribe(name)) {
                remove(connection, name);
                report(Kind.UNSUBSCRIBED, connection, name, () -> "");
            }
        }
    }

    private void report(Kind kind, Connection connection, ChannelName name, Supplier<String> detail) {
        activity.report(
                kind,
                () -> new Happening(
                        Instant.now(),
                        kind,
                        name.app(),
                        name.text(),
                        null,
                        connection.id().text(),
                        detail.get(),
                        null));
    }

    /** The connection has ended: it listens to nothing any more and never will. */
    public void leaveAll(Connection connection) {
        synchronized (connection) {
            for (ChannelName name : connection.end()) {
                remove(connection, name);
            }
        }
    }

    /** The last event of a cache channel, if it is kept still. */
    public Optional<CachedEvents.Cached> lastEvent(ChannelName name) {
        return cache.find(name);
    }

    /** A client's event has been published: observers hear of it. */
    public void sent(Broadcast clientEvent) {
        observers.forEach(observer -> observer.sent(clientEvent));
    }

    /** Tells the subscribers of a channel something about it, after all that was published before. Never waits. */
    public void tell(ChannelName name, ServerMessage message) {
        Intake found = intake;
        if (found != null) {
            found.putLatest(new Outgoing.Notice(name, message));
        }
    }

    /** Tells the subscribers of a channel how many they are, and the observers with them. Never waits. */
    void tellCount(ChannelName name, int count) {
        tell(name, new ServerMessage.SubscriptionCount(name, count));
        observers.forEach(observer -> observer.countTold(name, count));
    }

    int lanes() {
        return lanes;
    }

    void announceTo(Intake fanOut) {
        intake = fanOut;
    }

    /** Whom an event reaches, null if nobody. */
    FanOut.@Nullable Reach reach(ChannelName name) {
        Channel channel = channels.get(name);
        return channel == null ? null : new FanOut.Reach(channel, Long.MAX_VALUE);
    }

    /** As {@link #reach}, and from then on the last of the events is what a new subscriber gets instead. */
    FanOut.@Nullable Reach keepLast(ChannelName name, List<Broadcast> broadcasts) {
        Broadcast last = null;
        for (Broadcast broadcast : broadcasts) {
            last = broadcast.isByClient() ? last : broadcast;
        }
        if (last == null) {
            return reach(name);
        }
        Broadcast kept = last;
        AtomicReference<FanOut.@Nullable Reach> reach = new AtomicReference<>();
        channels.compute(name, (n, channel) -> {
            cache.keep(kept);
            LastEvents elsewhere = lastEvents;
            if (elsewhere != null) {
                elsewhere.keep(kept, cache.timeToLive(n));
            }
            reach.set(channel == null ? null : new FanOut.Reach(channel, channel.mark()));
            return channel;
        });
        return reach.get();
    }

    /** Makes the channel if there is none; it stays only if somebody listens then. */
    private void change(ChannelName name, Consumer<Channel> change) {
        channels.compute(name, (n, found) -> {
            Channel channel = found == null ? made(n) : found;
            int before = channel.count();
            change.accept(channel);
            tellCount(n, before, channel.count());
            if (found == null && channel.count() > 0) {
                channel.meters().count(AppCount.CHANNELS_OCCUPIED);
            }
            channel.meters().add(AppCount.SUBSCRIBED, channel.count() - before);
            return channel.count() == 0 && !channel.isHeld() ? null : channel;
        });
    }

    /** Nothing keeps the first one out; before it, so that a channel is occupied before it has a member. */
    private Channel made(ChannelName name) {
        observers.forEach(observer -> observer.occupied(name));
        return new Channel(name, lanes, meters.app(name.app()), this::announce);
    }

    private @Nullable Channel keptOrVacated(ChannelName name, Channel channel) {
        if (channel.count() > 0 || channel.isHeld()) {
            return channel;
        }
        channel.meters().count(AppCount.CHANNELS_VACATED);
        observers.forEach(observer -> observer.vacated(name));
        return null;
    }

    private void remove(Connection connection, ChannelName name) {
        PresenceLog shared = logOf(name);
        channels.computeIfPresent(name, (n, channel) -> {
            int before = channel.count();
            if (shared == null) {
                channel.remove(connection);
            } else {
                channel.detach(connection);
            }
            tellCount(n, before, channel.count());
            channel.meters().add(AppCount.UNSUBSCRIBED, before - channel.count());
            return keptOrVacated(n, channel);
        });
        if (shared != null) {
            shared.leave(name, connection.id());
        }
    }

    private void tellCount(ChannelName name, int before, int now) {
        if (before != now) {
            observers.forEach(observer -> observer.counted(name, now));
        }
    }

    /** What a new subscriber is told of a channel without members. */
    private List<ServerMessage> welcome(Connection connection, ChannelName name) {
        List<ServerMessage> messages = new ArrayList<>(2);
        messages.add(new ServerMessage.Subscribed(name));
        LastEvents elsewhere = lastEvents;
        if (elsewhere != null && name.isCache() && cache.find(name).isEmpty()) {
            elsewhere.find(name, kept -> tellLast(connection, name, kept));
        } else {
            messages.addAll(cached(name));
        }
        return messages;
    }

    /** Unless there was an event meanwhile, which the connection has heard as a subscriber. */
    private void tellLast(Connection connection, ChannelName name, Optional<LastEvents.Kept> kept) {
        synchronized (connection) {
            if (connection.isSubscribed(name)) {
                // Before any event that comes after it.
                channels.computeIfPresent(name, (n, channel) -> {
                    borrow(n, kept);
                    if (cache.find(n).isEmpty() || cache.isBorrowed(n)) {
                        connection.prepare(cached(n));
                    }
                    return channel;
                });
            }
        }
        connection.flush();
    }

    private void borrow(ChannelName name, Optional<LastEvents.Kept> kept) {
        if (cache.find(name).isEmpty()) {
            kept.ifPresent(last -> cache.borrow(last.broadcast(), last.left()));
        }
    }

    /** What a new subscriber of a cache channel is told of its last event. */
    private List<ServerMessage> cached(ChannelName name) {
        if (!name.isCache()) {
            return List.of();
        }
        Optional<CachedEvents.Cached> last = cache.find(name);
        if (last.isEmpty()) {
            observers.forEach(observer -> observer.missed(name));
        }
        return List.of(
                last.<ServerMessage>map(event -> new ServerMessage.Event(name, event.event(), event.payload(), null))
                        .orElseGet(() -> new ServerMessage.CacheMiss(name)));
    }

    /** Called with the channel's lock held: nothing here waits. */
    private void announce(PresenceChange change, RosterStep.Source source, Supplier<List<Presence>> connections) {
        Intake found = intake;
        if (found != null && change.isHeard()) {
            found.putAtOnce(change);
        }
        if (source == RosterStep.Source.SWEEP) {
            observers.forEach(observer -> observer.changed(change.name(), connections));
        }
        if (source != RosterStep.Source.HERE) {
            return;
        }
        for (ChannelObserver observer : observers) {
            change.parts().left().forEach(member -> observer.left(change.name(), member));
            change.parts().joined().forEach(presence -> observer.joined(change.name(), presence.member()));
            observer.changed(change.name(), connections);
        }
    }
}
