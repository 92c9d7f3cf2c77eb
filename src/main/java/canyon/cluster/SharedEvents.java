package canyon.cluster;

import canyon.channel.LastEvents;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The last events of cache channels, for nodes that begin later. All nodes hear each event; one of them keeps it. Safe
 * for use from any thread.
 */
final class SharedEvents implements LastEvents {
    private final Desk desk;
    private final Ledger ledger;
    private final Lives lives;
    private final Bus bus;
    private final ClusterMeters meters;

    SharedEvents(Desk desk, Ledger ledger, Lives lives, Bus bus, ClusterMeters meters) {
        this.desk = desk;
        this.ledger = ledger;
        this.lives = lives;
        this.bus = bus;
        this.meters = meters;
    }

    @Override
    public void keep(Broadcast broadcast, Duration timeToLive) {
        if (lives.isUp() && lives.isFirst()) {
            String event = bus.head(EventNews.KIND, EventNews.of(broadcast)) + "}";
            ledger.keep(broadcast.channel(), event, timeToLive);
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
