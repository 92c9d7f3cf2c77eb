package canyon.cluster;

import canyon.config.ClusterSettings;
import canyon.message.ChannelName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/** What this node does after those that are dead: what they held is given up, and they are buried. For the desk. */
final class Sweeps {
    private final Desk desk;
    private final Ledger ledger;
    private final Duration claim;

    /** A dead node may have been in more channels than the ledger takes commands. */
    private final Backlog purges;

    private final ObjIntConsumer<String> begun;
    private final Set<String> underWay = new HashSet<>();

    /**
     * None is under way.
     *
     * @param settings for a lease of which nobody else takes care of a node that this one has begun with
     * @param begun hears of each lease, and in how many channels its node may have members
     */
    Sweeps(Desk desk, Ledger ledger, ClusterSettings settings, ObjIntConsumer<String> begun) {
        this.desk = desk;
        this.ledger = ledger;
        this.claim = settings.lease();
        this.purges = new Backlog(settings.queue().share());
        this.begun = begun;
    }

    /** @param follower knows how what a dead node held is given up */
    void sweep(String lease, Lives.Follower follower) {
        if (!underWay.add(lease)) {
            return;
        }
        ledger.claim(
                lease,
                claim,
                won -> desk.post(() -> {
                    if (won.orElse(false)) {
                        ledger.held(lease, channels -> desk.post(() -> purge(lease, channels, follower)));
                    } else {
                        underWay.remove(lease);
                    }
                }));
    }

    private void purge(String lease, Optional<List<ChannelName>> channels, Lives.Follower follower) {
        if (channels.isEmpty()) {
            underWay.remove(lease);
            return;
        }
        begun.accept(lease, channels.get().size());
        Tally tally = new Tally(channels.get().size() + 1, isClean -> end(lease, isClean));
        channels.get()
                .forEach(channel -> purges.add(
                        new Purge(lease, channel),
                        ended -> follower.purge(
                                channel,
                                lease,
                                left -> desk.post(() -> {
                                    tally.ended(left.isPresent());
                                    ended.run();
                                }))));
        follower.forget(lease, forgotten -> desk.post(() -> tally.ended(forgotten.isPresent())));
    }

    private record Purge(String lease, ChannelName channel) {}

    /** If one of its channels is not clean, somebody sweeps again later. */
    private void end(String lease, boolean isClean) {
        if (isClean) {
            ledger.bury(lease, buried -> desk.post(() -> underWay.remove(lease)));
        } else {
            underWay.remove(lease);
        }
    }
}
