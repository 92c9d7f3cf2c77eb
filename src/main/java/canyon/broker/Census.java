package canyon.broker;

import canyon.channel.CachedEvents.Cached;
import canyon.connection.CloseReason;
import canyon.message.ChannelName;
import canyon.message.Presence;
import java.util.List;
import java.util.Optional;

/** Who is connected and who listens to what, on all nodes together. May wait for other nodes, a few seconds at most. */
public interface Census {
    /** The channels of an application to which somebody listens and whose name begins with {@code prefix}. */
    ChannelList channels(String app, String prefix);

    Crowd channel(ChannelName channel);

    /** Each user in a presence channel once, the oldest first, with the oldest of its connections. */
    List<Presence> users(ChannelName channel);

    /** The last event of a cache channel, if it is kept still. */
    Optional<Cached> lastEvent(ChannelName channel);

    /** Clients of an application. */
    int connections(String app);

    /** Connections that are signed in as a user, or are the user in a presence channel. */
    int connectionsOf(String app, String user);

    /** Closes them. */
    void close(String app, String user, CloseReason reason);
}
