package canyon.channel;

import canyon.connection.Connection;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which channels there are on this node and who is in them: what can be asked without changing anything. Safe for use
 * from any thread.
 */
public abstract class Occupancy {
    /** Changed by the registry alone. */
    final Map<ChannelName, Channel> channels = new ConcurrentHashMap<>();

    Occupancy() {}

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

    /** The member that a connection is in a presence channel; empty if it is in none of this name. */
    public Optional<Member> member(Connection connection, ChannelName name) {
        Channel channel = channels.get(name);
        return channel == null ? Optional.empty() : channel.member(connection);
    }

    /** The connections with which a user is in presence channels of an application. */
    public Set<SocketId> connectionsOf(String app, String userId) {
        Set<SocketId> found = new LinkedHashSet<>();
        channels.forEach((name, channel) -> {
            if (name.app().equals(app) && name.kind() == ChannelKind.PRESENCE) {
                found.addAll(channel.connectionsOf(userId));
            }
        });
        return found;
    }

    public int channelCount() {
        return channels.size();
    }

    /** The names of all channels that somebody listens to now; they may come and go meanwhile. */
    public Iterable<ChannelName> names() {
        return Collections.unmodifiableSet(channels.keySet());
    }

    /** Connections that have subscribed to a channel, at most {@code limit} of them, in no particular order. */
    public List<Connection> subscribers(ChannelName name, int limit) {
        Channel channel = channels.get(name);
        return channel == null ? List.of() : channel.subscribers().limit(limit).toList();
    }

    /** Each connection of a member of a presence channel, the oldest first. */
    public List<Presence> presences(ChannelName name) {
        Channel channel = channels.get(name);
        return channel == null ? List.of() : channel.presences();
    }

    /** Subscriptions of each channel of an application whose name begins with {@code prefix}, by name. */
    public SortedMap<String, Integer> occupied(String app, String prefix) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        channels.forEach((name, channel) -> {
            boolean isMeant = name.app().equals(app) && name.text().startsWith(prefix);
            int count = isMeant ? channel.count() : 0;
            if (count > 0) {
                counts.put(name.text(), count);
            }
        });
        return counts;
    }

    Optional<Channel> find(ChannelName name) {
        return Optional.ofNullable(channels.get(name));
    }

    /** Returns when a change of the channel that is under way is complete. */
    void settle(ChannelName name) {
        settled(name);
    }

    /** The channel as it is after a change that is under way, which may be the one that makes it. */
    Optional<Channel> settled(ChannelName name) {
        return Optional.ofNullable(channels.computeIfPresent(name, (n, channel) -> channel));
    }
}
