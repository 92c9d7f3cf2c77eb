package canyon.channel;

import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who listens to what on this node. A channel exists while somebody listens. Safe for use from any thread.
 *
 * <p>Lock order: connection, then channel, then the intake of the fan-out.
 */
public class ChannelRegistry {
    private final Map<ChannelName, Channel> channels = new ConcurrentHashMap<>();
    private final int lanes;
    private final PresenceObserver observer;

    /** Given by the fan-out, which needs a registry first. */
    private volatile @Nullable Intake intake;

    /** For the proxy that CDI makes of an application-scoped bean; never used by it. */
    protected ChannelRegistry() {
        this(1);
    }

    /** @param lanes how many workers write; each connection belongs to one of them */
    public ChannelRegistry(int lanes) {
        this(lanes, PresenceObserver.NOBODY);
    }

    /** @param lanes how many workers write; each connection belongs to one of them */
    public ChannelRegistry(int lanes, PresenceObserver observer) {
        this.lanes = lanes;
        this.observer = observer;
    }

    /** Subscribes a connection. Nothing happens if it listens already or has ended. */
    public void join(Connection connection, ChannelName name) {
        synchronized (connection) {
            if (connection.subscribe(name)) {
                change(name, channel -> channel.add(connection));
            }
        }
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
            change(name, channel -> entered.set(channel.add(connection, member, maxMembers)));
            if (entered.get()) {
                connection.subscribe(name);
            }
            return entered.get();
        }
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
            }
        }
    }

    /** The connection has ended: it listens to nothing any more and never will. */
    public void leaveAll(Connection connection) {
        synchronized (connection) {
            for (ChannelName name : connection.end()) {
                remove(connection, name);
            }
        }
    }

    public boolean isOccupied(ChannelName name) {
        return channels.containsKey(name);
    }

    /**
     * True if somebody listens to a channel whose name {@code name} ends with, as a name with a forgotten prefix does.
     */
    public Optional<ChannelName> occupiedSuffix(ChannelName name) {
        String text = name.text();
        for (int i = 1; i < text.length(); i++) {
            ChannelName suffix = new ChannelName(text.substring(i));
            if (channels.containsKey(suffix)) {
                return Optional.of(suffix);
            }
        }
        return Optional.empty();
    }

    public int subscriberCount(ChannelName name) {
        Channel channel = channels.get(name);
        return channel == null ? 0 : channel.count();
    }

    /** Users in a presence channel, however many connections each of them has. */
    public int userCount(ChannelName name) {
        Channel channel = channels.get(name);
        return channel == null ? 0 : channel.userCount();
    }

    /** Each user in a presence channel once, the oldest first, with the oldest of its connections. */
    public List<Presence> users(ChannelName name) {
        Channel channel = channels.get(name);
        return channel == null ? List.of() : channel.users();
    }

    public int channelCount() {
        return channels.size();
    }

    /** Subscriptions of each channel whose name begins with {@code prefix}, by name. */
    public SortedMap<String, Integer> occupied(String prefix) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        channels.forEach((name, channel) -> {
            int count = name.text().startsWith(prefix) ? channel.count() : 0;
            if (count > 0) {
                counts.put(name.text(), count);
            }
        });
        return counts;
    }

    int lanes() {
        return lanes;
    }

    void announceTo(Intake fanOut) {
        intake = fanOut;
    }

    Optional<Channel> find(ChannelName name) {
        return Optional.ofNullable(channels.get(name));
    }

    /** Makes the channel if there is none; it stays only if somebody listens then. */
    private void change(ChannelName name, Consumer<Channel> change) {
        channels.compute(name, (n, found) -> {
            Channel channel = found == null ? new Channel(n, lanes, this::announce) : found;
            change.accept(channel);
            return channel.count() == 0 ? null : channel;
        });
    }

    private void remove(Connection connection, ChannelName name) {
        channels.computeIfPresent(name, (n, channel) -> {
            channel.remove(connection);
            return channel.count() == 0 ? null : channel;
        });
    }

    /** Called with the channel's lock held: nothing here waits. */
    private void announce(PresenceChange change, Supplier<List<Presence>> connections) {
        Intake found = intake;
        if (found != null && change.isHeard()) {
            found.putAtOnce(change);
        }
        if (observer != PresenceObserver.NOBODY) {
            observer.changed(change.name(), connections.get());
        }
    }
}
