package canyon.channel;

import canyon.message.ChannelName;
import canyon.message.Presence;
import java.util.List;

/** Hears of every connection that joins or leaves a presence channel on this node, in the order of the changes. */
@FunctionalInterface
public interface PresenceObserver {
    PresenceObserver NOBODY = (channel, connections) -> {};

    /**
     * A presence channel has changed. Called with locks held: must not block and must not call the registry.
     *
     * @param connections that are members now, the oldest first
     */
    void changed(ChannelName channel, List<Presence> connections);
}
