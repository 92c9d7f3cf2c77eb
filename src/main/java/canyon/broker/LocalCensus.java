package canyon.broker;

import canyon.channel.CachedEvents.Cached;
import canyon.channel.ChannelRegistry;
import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.message.ChannelName;
import canyon.message.Presence;
import canyon.user.Users;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one node knows by itself. Never waits. */
public final class LocalCensus implements Census {
    private final ChannelRegistry registry;
    private final Connections connections;
    private final Users users;

    public LocalCensus(ChannelRegistry registry, Connections connections, Users users) {
        this.registry = registry;
        this.connections = connections;
        this.users = users;
    }

    @Override
    public ChannelList channels(String app, String prefix) {
        SortedMap<String, Crowd> crowds = new TreeMap<>();
        registry.occupied(app, prefix)
                .forEach((name, count) ->
                        crowds.put(name, new Crowd(count, registry.userCount(new ChannelName(app, name)))));
        return new ChannelList(crowds, 0);
    }

    @Override
    public Crowd channel(ChannelName channel) {
        return new Crowd(registry.subscriberCount(channel), registry.userCount(channel));
    }

    @Override
    public List<Presence> users(ChannelName channel) {
        return registry.users(channel);
    }

    @Override
    public Optional<Cached> lastEvent(ChannelName channel) {
        return registry.lastEvent(channel);
    }

    @Override
    public int connections(String app) {
        return connections.count(app);
    }

    @Override
    public int connectionsOf(String app, String user) {
        return found(app, user).size();
    }

    @Override
    public void close(String app, String user, CloseReason reason) {
        found(app, user).forEach(connection -> connection.close(reason));
    }

    private Set<Connection> found(String app, String user) {
        Set<Connection> found = new LinkedHashSet<>(users.connections(app, user));
        registry.connectionsOf(app, user).forEach(id -> connections.find(id).ifPresent(found::add));
        return found;
    }
}
