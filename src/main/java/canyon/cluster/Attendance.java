package canyon.cluster;

import canyon.channel.ChannelObserver;
import canyon.channel.ChannelRegistry;
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
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which channels are occupied on any node, and by how many: each node writes down how many subscriptions it has, a few
 * times a second, and the one whose writing makes the difference tells of it, alone. While there is no other node, or
 * none is reached, it tells at once what it knows by itself.
 *
 * <p>What it observes comes from any thread; the rest is for the desk.
 */
final class Attendance implements ChannelObserver {
    static final String KIND = "count";

    private static final Duration TOGETHER = Duration.ofMillis(100);
    private static final String TOTAL = "total";

    private final ChannelObserver told;
    private final Ways ways;

    /** What is to be written. */
    private final Map<ChannelName, Pending> pending = new HashMap<>();

    private boolean scheduled;

    /** What is written: nothing for channels without subscriptions. */
    private final Map<ChannelName, Integer> written = new HashMap<>();

    /** Channels whose count this node was the last to change. */
    private final Set<ChannelName> changedHere = new HashSet<>();

    /** @param told hears what happens on all nodes together, where this node is the one to tell */
    Attendance(ChannelObserver told, Ways ways) {
        this.told = told;
        this.ways = ways;
    }

    /**
     * What it works with.
     *
     * @param areCountsTold whether clients of an application are told how many they are, by its scope
     */
    record Ways(
            Desk desk, Ledger ledger, Lives lives, Bus bus, ChannelRegistry registry, Predicate<String> areCountsTold) {
        boolean tellAtOnce() {
            return lives.isAlone() || !lives.isUp();
        }
    }

    /** @param isToldBefore whether those who want to know have been told of it */
    private record Pending(int subscriptions, boolean isToldBefore) {}

    @Override
    public void occupied(ChannelName channel) {
        if (ways.tellAtOnce()) {
            told.occupied(channel);
        }
    }

    @Override
    public void vacated(ChannelName channel) {
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
        if (!ways.lives().isAlone()) {
            note(channel, new Pending(subscriptions, atOnce));
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
    public void missed(ChannelName channel) {
        told.missed(channel);
    }

    @Override
    public void sent(Broadcast clientEvent) {
        told.sent(clientEvent);
    }

    private void note(ChannelName channel, Pending change) {
        synchronized (pending) {
            Pending before = pending.get(channel);
            boolean isToldBefore = change.isToldBefore() && (before == null || before.isToldBefore());
            pending.put(channel, new Pending(change.subscriptions(), isToldBefore));
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        ways.desk().post(() -> ways.desk().later(TOGETHER, this::write));
    }

    /** Others have come, or are reached again: they are told of all channels here. */
    void writeAll() {
        Set<ChannelName> gone = new HashSet<>(written.keySet());
        written.clear();
        for (ChannelName channel : ways.registry().names()) {
            gone.remove(channel);
            note(channel, new Pending(ways.registry().subscriberCount(channel), true));
        }
        gone.forEach(channel -> note(channel, new Pending(0, true)));
        write();
    }

    /** Writes what has changed. */
    void write() {
        Map<ChannelName, Pending> all;
        synchronized (pending) {
            all = Map.copyOf(pending);
            pending.clear();
            scheduled = false;
        }
        all.forEach((channel, change) -> {
            int subscriptions = change.subscriptions();
            String head = ways.areCountsTold().test(channel.app())
                    ? ways.bus().head(KIND, BusMessage.ofChannel(channel))
                    : "";
            ways.ledger()
                    .count(
                            channel,
                            ways.lives().lease(),
                            subscriptions,
                            head,
                            totals -> ways.desk().post(() -> written(channel, change, totals)));
        });
    }

    private void written(ChannelName channel, Pending change, Optional<Ledger.Totals> totals) {
        int before = written.getOrDefault(channel, 0);
        if (change.subscriptions() == 0) {
            written.remove(channel);
        } else {
            written.put(channel, change.subscriptions());
        }
        if (!change.isToldBefore()) {
            // What Redis did not take is told as far as this node knows.
            tell(channel, totals.orElse(new Ledger.Totals(before, change.subscriptions())));
        }
    }

    private void tell(ChannelName channel, Ledger.Totals totals) {
        if (totals.before() == 0 && totals.after() > 0) {
            told.occupied(channel);
        } else if (totals.before() > 0 && totals.after() == 0) {
            told.vacated(channel);
        }
    }

    /** A count of all nodes together has changed. */
    void hear(BusMessage message, boolean isOwn) {
        Optional<ChannelName> channel = message.channel();
        if (channel.isEmpty() || message.number(TOTAL).isEmpty()) {
            return;
        }
        synchronized (changedHere) {
            if (isOwn) {
                changedHere.add(channel.get());
            } else {
                changedHere.remove(channel.get());
            }
        }
        long total = message.number(TOTAL).getAsLong();
        if (total > 0 && ways.registry().isOccupied(channel.get())) {
            told.counted(channel.get(), (int) Math.min(total, Integer.MAX_VALUE));
        }
        if (total == 0) {
            synchronized (changedHere) {
                changedHere.remove(channel.get());
            }
        }
    }

    /** A dead node's subscriptions are no more. */
    void sweep(String lease, Then<Boolean> then) {
        ways.ledger()
                .counted(
                        lease,
                        channels -> ways.desk().post(() -> {
                            if (channels.isEmpty()) {
                                then.done(Optional.empty());
                                return;
                            }
                            for (ChannelName channel : channels.get()) {
                                String head = ways.areCountsTold().test(channel.app())
                                        ? ways.bus().head(KIND, BusMessage.ofChannel(channel))
                                        : "";
                                ways.ledger()
                                        .count(
                                                channel,
                                                lease,
                                                0,
                                                head,
                                                totals -> ways.desk()
                                                        .post(() ->
                                                                totals.ifPresent(changed -> tell(channel, changed))));
                            }
                            then.done(Optional.of(true));
                        }));
    }
}
