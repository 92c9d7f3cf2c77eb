package canyon.cluster;

import canyon.channel.CachedEvents;
import canyon.channel.LastEvents;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The last events of cache channels, for nodes that begin later. All nodes hear each event; two of them keep it, as one
 * may be dead already. Safe for use from any thread.
 */
final class SharedEvents implements LastEvents {
    /** Channels whose last event is written later; over it those that come are not. */
    private static final int MOST_MISSED = 10_000;

    private final Desk desk;
    private final Ledger ledger;
    private final Lives lives;
    private final Bus bus;
    private final ClusterMeters meters;
    private final Function<ChannelName, Optional<CachedEvents.Cached>> here;

    /** Channels whose last event this node could not write. */
    private final Set<ChannelName> missed = ConcurrentHashMap.newKeySet();

    /** @param here finds the last event of a channel that this node keeps itself */
    SharedEvents(
            Desk desk,
            Ledger ledger,
            Lives lives,
            Bus bus,
            ClusterMeters meters,
            Function<ChannelName, Optional<CachedEvents.Cached>> here) {
        this.here = here;
        this.desk = desk;
        this.ledger = ledger;
        this.lives = lives;
        this.bus = bus;
        this.meters = meters;
    }

    @Override
    public void keep(Broadcast broadcast, Duration timeToLive) {
        ChannelName channel = broadcast.channel();
        if (!lives.isUp()) {
            miss(channel);
        } else if (lives.isAmongFirst()) {
            ledger.keep(channel, written(broadcast), timeToLive, () -> miss(channel));
        }
    }

    private String written(Broadcast broadcast) {
        return bus.head(EventNews.KIND, EventNews.of(broadcast)) + "}";
    }

    private void miss(ChannelName channel) {
        if (missed.size() < MOST_MISSED) {
            missed.add(channel);
        }
    }

    /** The ledger is told of what it has not taken, unless it knows something later by now. */
    void writeMissed() {
        for (ChannelName channel : Set.copyOf(missed)) {
            missed.remove(channel);
            here.apply(channel).ifPresent(last -> {
                Broadcast broadcast = new Broadcast(channel, last.event(), last.payload(), null, null);
                ledger.keepUnlessOlder(channel, written(broadcast), last.left());
            });
        }
    }

    @Override
    public void find(ChannelName channel, Consumer<Optional<Kept>> then) {
        if (lives.isUp()) {
            ledger.last(channel, found -> desk.post(() -> then.accept(found.flatMap(kept -> read(channel, kept)))));
        } else {
            desk.post(() -> then.accept(Optional.empty()));
        }
    }

    private Optional<Kept> read(ChannelName channel, Ledger.Kept kept) {
        if (kept.event().isEmpty()) {
            return Optional.empty();
        }
        return BusMessage.parse(kept.event().getBytes(StandardCharsets.UTF_8), meters)
                .flatMap(EventNews::parse)
                .filter(broadcast -> broadcast.channel().equals(channel))
                .map(broadcast -> new Kept(broadcast, kept.left()));
    }
}
