package canyon.cluster;

import canyon.message.ChannelName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds seats that nobody would ever give up: their node is dead, and what the ledger knew of its channels is gone, so
 * that whoever swept after it did not find them. For the desk.
 */
final class Ghosts {
    /** Leases that are missed at once; over it the knowledge begins anew. */
    private static final int MOST_MISSED = 10_000;

    private final Ledger ledger;
    private final Lives lives;
    private final Duration lease;
    private final LongSupplier nanos;

    /** Leases that seats have but no node, and since when. */
    private final Map<String, Long> missed = new HashMap<>();

    /** @param lease how long a node may be silent: as long it may take until it has a new lease after a loss of data */
    Ghosts(Ledger ledger, Lives lives, Duration lease, LongSupplier nanos) {
        this.ledger = ledger;
        this.lives = lives;
        this.lease = lease;
        this.nanos = nanos;
    }

    /** Another look at channels begins. */
    void begin() {
        missed.keySet().removeAll(lives.living().keySet());
        if (missed.size() > MOST_MISSED) {
            forget();
        }
    }

    /** @param leases that other nodes' seats in a channel have */
    void look(ChannelName channel, Set<String> leases) {
        long now = nanos.getAsLong();
        for (String found : leases) {
            if (!lives.living().containsKey(found)) {
                long since = missed.computeIfAbsent(found, name -> now);
                if (now - since >= lease.toNanos()) {
                    ledger.exhume(found, Set.of(channel));
                }
            }
        }
    }

    /** The ledger is not reached: who lives, nobody knows. */
    void forget() {
        missed.clear();
    }
}
