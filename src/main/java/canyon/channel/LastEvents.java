package canyon.channel;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the last events of cache channels are kept for nodes that begin later. Called with locks held: never blocks and
 * does not call back before it returns.
 */
public interface LastEvents {
    /** An event is the last one of its channel now, for so long. */
    void keep(Broadcast broadcast, Duration timeToLive);

    /**
     * Looks for the last event of a channel.
     *
     * @param then hears, on any thread, what is kept, if anything is known
     */
    void find(ChannelName channel, Consumer<Optional<Kept>> then);

    /**
     * An event as it is kept.
     *
     * @param left how long it will be kept still
     */
    record Kept(Broadcast broadcast, Duration left) {}
}
