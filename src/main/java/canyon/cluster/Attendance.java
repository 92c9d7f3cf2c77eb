package canyon.cluster;

import canyon.channel.ChannelObserver;
import canyon.channel.ChannelRegistry;
import canyon.cluster.ClusterMeters.Count;
import canyon.cluster.Ledger.Counting;
import canyon.cluster.Ledger.Receipt;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which channels are occupied on any node, and by how many: each node writes down how many subscriptions it has, a few
 * times a second, and the one whose writing makes the difference tells of it, alone. While there is no other node, or
 * none is reached, it tells at once what it knows by itself.
 *
 * <p>What it observes comes from any thread; the rest is for the desk.
 */
final class Attendance implements ChannelObserver {
    static final String KIND = "count";

    /** Channels whose counts are written again: clients choose their names. */
    static final int MOST_FAILED = 100_000;

    private static final Duration TOGETHER = Duration.ofMillis(100);
    private static final String TOTAL = "total";

    private final ChannelObserver told;
    private final Ways ways;

    /** What is to be written. */
    private final Map<ChannelName, Pending> pending = new HashMap<>();

    private boolean scheduled;

    /** What is written: nothing for channels without subscriptions. */
    private final Map<ChannelName, Integer> written = new HashMap<>();

    private final UnsureCounts unsure;
    private final CountAudit audit;

    /** Channels of which the ledger may hold a count of this node. */
    private final Set<ChannelName> held = new HashSet<>();

    /** Channels whose count was not taken. */
    private final Set<ChannelName> failed = new HashSet<>();

    /** Channels whose count this node was the last to change. */
    private final Set<ChannelName> changedHere = new HashSet<>();

    /** Channels that this node told to be occupied by itself, since it wrote all. */
    private final Set<ChannelName> toldHere = ConcurrentHashMap.newKeySet();

    /** @param told hears what happens on all nodes together, where this node is the one to tell */
    Attendance(ChannelObserver told, Ways ways) {
        this.told = told;
        this.ways = ways;
        this.unsure = new UnsureCounts(ways, this::settled);
        this.audit = new CountAudit(ways, written, this::writeAgain);
    }

    /**
     * What it works with.
     *
     * @param backlog for this alone
     * @param areCountsTold whether clients of an application are told how many they are, by its scope
     * @param lease how long a node may be silent
     * @param nanos the time, as {@link System#nanoTime}
     */
    record Ways(
            Desk desk,
            Ledger ledger,
            Lives lives,
            Bus bus,
            Backlog backlog,
            ClusterMeters meters,
            ChannelRegistry registry,
            Predicate<String> areCountsTold,
            Duration lease,
            LongSupplier nanos) {
        boolean tellAtOnce() {
            return lives.isAlone() || !lives.isUp();
        }

        Counting counting(ChannelName channel, String lease, int subscriptions, Receipt receipt) {
            return new Counting(channel, lease, subscriptions, head(channel), receipt);
        }

        /** Of what all nodes are told; empty if they need not be. */
        private String head(ChannelName channel) {
            return areCountsTold.test(channel.app()) ? bus.head(KIND, BusMessage.ofChannel(channel)) : "";
        }
    }

    /** @param isToldBefore whether those who want to know have been told of it */
    record Pending(int subscriptions, boolean isToldBefore) {
        /** Both at once, of which this is the later one. */
        Pending after(@Nullable Pending earlier) {
            return new Pending(subscriptions, isToldBefore && (earlier == null || earlier.isToldBefore));
        }
    }

    @Override
    public void occupied(ChannelName channel) {
        if (ways.tellAtOnce()) {
            toldHere.add(channel);
            told.occupied(channel);
        }
    }

    @Override
    public void vacated(ChannelName channel) {
        toldHere.remove(channel);
        if (ways.tellAtOnce()) {
            told.vacated(channel);
        }
    }

    @Override
    public void counted(ChannelName channel, int subscriptions) {
        boolean atOnce = ways.tellAtOnce();
        if (atOnce) {
            told.counted(channel, subscriptions);
        }
        if (ways.lives().isAlone()) {
            // No message tells that the last one has left.
            forgetChange(channel);
        } else {
            note(channel, new Pending(subscriptions, atOnce));
        }
    }

    private void forgetChange(ChannelName channel) {
        synchronized (changedHere) {
            changedHere.remove(channel);
        }
    }

    @Override
    public void countTold(ChannelName channel, int subscriptions) {
        boolean isOurs;
        synchronized (changedHere) {
            isOurs = changedHere.contains(channel);
        }
        if (isOurs || ways.tellAtOnce()) {
            told.countTold(channel, subscriptions);
        }
    }

    @Override
    public void joined(ChannelName channel, Member member) {
        told.joined(channel, member);
    }

    @Override
    public void left(ChannelName channel, Member member) {
        told.left(channel, member);
    }

    @Override
    public void changed(ChannelName channel, Supplier<List<Presence>> connections) {
        told.changed(channel, connections);
    }

    @Override
    public void written(ChannelName channel) {
        told.written(channel);
    }

    @Override
    public void missed(ChannelName channel) {
        told.missed(channel);
    }

    @Override
    public void sent(Broadcast clientEvent) {
        told.sent(clientEvent);
    }

    private void note(ChannelName channel, Pending change) {
        synchronized (pending) {
            pending.put(channel, change.after(pending.get(channel)));
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        ways.desk().post(() -> ways.desk().later(TOGETHER, this::write));
    }

    /**
     * Others have come, or are reached again: they are told of all channels here.
     *
     * @param swept whether they have told meanwhile that channels are vacated which only this node had
     */
    void writeAll(boolean swept) {
        lost();
        Set<ChannelName> gone = new HashSet<>(held);
        gone.addAll(written.keySet());
        gone.addAll(failed);
        written.clear();
        failed.clear();
        for (ChannelName channel : ways.registry().names()) {
            gone.remove(channel);
            boolean isTold = !swept || toldHere.contains(channel);
            note(channel, new Pending(ways.registry().subscriberCount(channel), isTold));
        }
        toldHere.clear();
        gone.forEach(channel -> note(channel, new Pending(0, true)));
        write();
    }

    /** Writes what has changed. */
    void write() {
        pending().forEach(channel -> ways.backlog().add(channel, ended -> write(channel, ended)));
    }

    private List<ChannelName> pending() {
        synchronized (pending) {
            scheduled = false;
            return List.copyOf(pending.keySet());
        }
    }

    /** Writes what has become of a channel by now. */
    private void write(ChannelName channel, Runnable ended) {
        Pending change;
        synchronized (pending) {
            change = pending.remove(channel);
        }
        if (change == null) {
            ended.run();
        } else {
            write(channel, change, ended);
        }
    }

    /** @param ended run on the desk when the ledger has answered, or has not */
    private void write(ChannelName channel, Pending change, Runnable ended) {
        if (unsure.keep(channel, change)) {
            ended.run();
            return;
        }
        if (change.subscriptions() == 0) {
            held.remove(channel);
        } else {
            held.add(channel);
        }
        if (change.isToldBefore()) {
            Counting counting = ways.counting(channel, ways.lives().lease(), change.subscriptions(), Receipt.NONE);
            ways.ledger()
                    .count(
                            counting,
                            totals -> ways.desk().post(() -> {
                                written(channel, change, totals);
                                ended.run();
                            }));
        } else {
            unsure.write(channel, change, ended);
        }
    }

    private void settled(ChannelName channel, Pending change, Optional<Ledger.Totals> totals, @Nullable Pending next) {
        written(channel, change, totals);
        if (next != null) {
            write(channel, next, Backlog::nobodyWaits);
        }
    }

    /** The ledger is not reached: what it has changed, nobody knows. */
    void lost() {
        unsure.giveUp(Backlog::nobodyWaits);
    }

    /** Writes again what was not taken. */
    void writeFailed() {
        List<ChannelName> again = List.copyOf(failed);
        failed.clear();
        again.forEach(this::writeAgain);
    }

    /** Those who want to know have been told of it. */
    private void writeAgain(ChannelName channel) {
        note(channel, new Pending(ways.registry().subscriberCount(channel), true));
    }

    /** Compares some counts with the ledger, next time others. */
    void audit() {
        audit.goOn();
    }

    /** This node goes, and leaves no counts behind. */
    void end() {
        ways.backlog().clear();
        boolean isTold = ways.tellAtOnce();
        Set<ChannelName> left = new HashSet<>(held);
        left.addAll(failed);
        synchronized (pending) {
            left.addAll(pending.keySet());
        }
        left.forEach(channel -> note(channel, new Pending(0, isTold)));
        unsure.giveUp(() -> pending().forEach(channel -> write(channel, Backlog::nobodyWaits)));
    }

    private void written(ChannelName channel, Pending change, Optional<Ledger.Totals> totals) {
        int before = written.getOrDefault(channel, 0);
        if (change.subscriptions() == 0) {
            toldHere.remove(channel);
            written.remove(channel);
        } else {
            written.put(channel, change.subscriptions());
        }
        if (totals.isEmpty()) {
            keepFailed(channel);
        }
        if (!change.isToldBefore()) {
            // What Redis did not take is told as far as this node knows.
            if (totals.isEmpty() && before == 0 && change.subscriptions() > 0) {
                toldHere.add(channel);
            }
            tell(channel, totals.orElse(new Ledger.Totals(before, change.subscriptions())));
        }
    }

    private void keepFailed(ChannelName channel) {
        failed.add(channel);
        if (failed.size() > MOST_FAILED) {
            // The node takes a new lease and writes all with it; whoever sweeps after the old one frees the rest.
            failed.clear();
            ways.lives().abandon();
        }
    }

    private void tell(ChannelName channel, Ledger.Totals totals) {
        if (totals.isOccupied()) {
            told.occupied(channel);
        } else if (totals.isVacated()) {
            told.vacated(channel);
        }
    }

    /** A count of all nodes together has changed. */
    void hear(BusMessage message, boolean isOwn) {
        Optional<ChannelName> channel = message.channel();
        long total = message.number(TOTAL).orElse(-1);
        if (channel.isEmpty() || total < 0 || total > Integer.MAX_VALUE) {
            ways.meters().count(Count.GARBAGE);
            return;
        }
        if (isOwn && total > 0) {
            synchronized (changedHere) {
                changedHere.add(channel.get());
            }
        } else {
            forgetChange(channel.get());
        }
        if (total > 0 && ways.registry().isOccupied(channel.get())) {
            told.counted(channel.get(), (int) total);
        }
    }

    /** A dead node's subscriptions are no more. */
    void sweep(String lease, Then<Boolean> then) {
        ways.ledger()
                .counted(
                        lease,
                        found -> ways.desk().post(() -> {
                            if (found.isEmpty()) {
                                then.done(Optional.empty());
                            } else if (found.get().isEmpty()) {
                                then.done(Optional.of(true));
                            } else {
                                // Whoever finds that a count is left sweeps again later.
                                Tally tally = new Tally(
                                        found.get().size(),
                                        isClean -> then.done(isClean ? Optional.of(true) : Optional.empty()));
                                found.get()
                                        .forEach(channel -> ways.backlog()
                                                .add(
                                                        new Swept(lease, channel),
                                                        ended -> sweep(lease, channel, tally, ended)));
                            }
                        }));
    }

    private record Swept(String lease, ChannelName channel) {}

    private void sweep(String lease, ChannelName channel, Tally tally, Runnable ended) {
        Receipt receipt = Receipt.ofSweep("counts", ways.lease());
        Then<Ledger.Totals> swept = totals -> ways.desk().post(() -> {
            // A node alone does not write down what it has, and tells of it by itself.
            if (!ways.tellAtOnce() || ways.registry().subscriberCount(channel) == 0) {
                totals.ifPresent(changed -> tell(channel, changed));
            }
            if (totals.filter(Ledger.Totals::isVacated).isPresent()) {
                ways.ledger().discard(channel, lease, receipt);
            }
            tally.ended(totals.isPresent());
            ended.run();
        });
        ways.ledger().uncount(ways.counting(channel, lease, 0, receipt), swept);
    }
}
