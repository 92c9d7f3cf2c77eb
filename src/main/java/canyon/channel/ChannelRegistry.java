package canyon.channel;

import canyon.connection.Connection;
import canyon.message.ChannelName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who listens to what on this node. A channel exists while somebody listens. Safe for use from any thread.
 *
 * <p>Lock order: connection, then channel.
 */
public class ChannelRegistry {
    private final Map<ChannelName, Channel> channels = new ConcurrentHashMap<>();
    private final int lanes;

    /** For the proxy that CDI makes of an application-scoped bean; never used by it. */
    protected ChannelRegistry() {
        this(1);
    }

    /** @param lanes how many workers write; each connection belongs to one of them */
    public ChannelRegistry(int lanes) {
        this.lanes = lanes;
    }

    /** Subscribes a connection. Nothing happens if it listens already or has ended. */
    public void join(Connection connection, ChannelName name) {
        synchronized (connection) {
            if (connection.subscribe(name)) {
                channels.compute(name, (n, found) -> {
                    Channel channel = found == null ? new Channel(lanes) : found;
                    channel.add(connection);
                    return channel;
                });
            }
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

    public int channelCount() {
        return channels.size();
    }

    int lanes() {
        return lanes;
    }

    Optional<Channel> find(ChannelName name) {
        return Optional.ofNullable(channels.get(name));
    }

    private void remove(Connection connection, ChannelName name) {
        channels.computeIfPresent(name, (n, channel) -> {
            channel.remove(connection);
            return channel.count() == 0 ? null : channel;
        });
    }
}
