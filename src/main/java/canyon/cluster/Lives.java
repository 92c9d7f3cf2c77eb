package canyon.cluster;

import canyon.cluster.ClusterMeters.Count;
import canyon.cluster.Ledger.Lease;
import canyon.config.ClusterSettings;
import canyon.message.ChannelName;
import canyon.message.Member;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The leases of the nodes. Each renews its own in time; whoever finds that another one's is over removes what that node
 * held. A node that finds that its own was over, because it was frozen or cut off, takes a new one. For the desk, but
 * for what is volatile.
 */
final class Lives {
    /** A lease is renewed so many times before it is over. */
    private static final int RENEWALS = 3;

    /** Until it is reached the ledger is asked so often. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** So long a node has been reached before it believes that others are dead. */
    private static final Duration CALM = AGAIN.multipliedBy(5);

    /** So long those that are heard may take to answer a node that has come. */
    static final Duration ANSWERING = Duration.ofSeconds(1);

    /**
     * So long whoever may be frozen is told of events: its clients hold out for two and a half minutes, and what waits
     * for it in Redis is bounded there.
     */
    static final Duration HOLDING_OUT = Duration.ofMinutes(5);

    /** For which a lease that is given up for another lasts. */
    private static final Duration ENDING = Duration.ofMillis(1);

    /** Processes that are known to have spoken; over it the knowledge begins anew. */
    private static final int MOST_MET = 10_000;

    /** One of them may be dead already. */
    private static final int FIRST = 2;

    /** Others of its name that are told. */
    private static final int MOST_NAMESAKES = 100;

    private static final Logger LOG = System.getLogger(Lives.class.getName());

    private final Desk desk;
    private final Ledger ledger;
    private final NodeName node;
    private final ClusterSettings settings;
    private final ClusterMeters meters;
    private final LongSupplier nanos;
    private final Sweeps sweeps;
    private final Set<String> namesakes = new HashSet<>();

    /** Processes that were heard on the bus. */
    private final Set<String> met = ConcurrentHashMap.newKeySet();

    private Follower follower = new Follower() {};
    private String facts = "{}";
    private int number = 1;
    private boolean hasLease;
    private boolean heard;
    private boolean begun;
    private boolean stopped;

    /** Those that lived when this lease was renewed. */
    private Set<String> renewedWith = Set.of();

    /** Whether others have removed what the lease before this one held. */
    private boolean swept;

    /** The lease before this one, if it was over when this node would have renewed it. */
    private @Nullable String former;

    private boolean settled;
    private long upSince;
    private volatile boolean up;
    private volatile Map<String, String> living = Map.of();
    private volatile boolean alone = true;

    /** Until when the last other node may be frozen only, as {@link System#nanoTime}. */
    private volatile long unsureUntil;

    private volatile boolean amongFirst;

    /** Who follows what becomes of this node. */
    interface Follower {
        /**
         * The ledger is reached, and the bus heard, maybe after an absence.
         *
         * @param swept whether others have removed what this node held, and told of it
         */
        default void back(boolean swept) {}

        /** The ledger, or the bus, is not reached. */
        default void lost() {}

        /** The lease was renewed, a third of its time after the last time. */
        default void renewed() {}

        /** There are other nodes, for the first time or again. */
        default void company() {}

        /** This is how a dead node's subscriptions are given up. */
        default void forget(String lease, Then<Boolean> then) {
            then.done(Optional.of(true));
        }

        /** This is how a dead node's seats in a channel are given up. */
        default void purge(ChannelName channel, String lease, Then<List<Member>> then) {
            then.done(Optional.of(List.of()));
        }
    }

    Lives(Desk desk, Ledger ledger, NodeName node, ClusterSettings settings, ClusterMeters meters, LongSupplier nanos) {
        this.desk = desk;
        this.ledger = ledger;
        this.node = node;
        this.settings = settings;
        this.meters = meters;
        this.nanos = nanos;
        this.unsureUntil = nanos.getAsLong();
        this.sweeps = new Sweeps(desk, ledger, settings, this::tellDead);
    }

    /** @param json what others may want to know of this node */
    void begin(Follower whoFollows, String json) {
        follower = whoFollows;
        facts = json;
        begun = true;
        renew();
    }

    /** The name of its lease. */
    String lease() {
        return node.lease(number);
    }

    /** Whether the ledger is reached and the bus is heard. Safe from any thread. */
    boolean isUp() {
        return up;
    }

    /** Whether there is no other node. Safe from any thread. */
    boolean isAlone() {
        return alone;
    }

    /** Whether nobody else hears the bus, now or when it is woken from a freeze. Safe from any thread. */
    boolean isUnheard() {
        return alone && nanos.getAsLong() - unsureUntil >= 0;
    }

    /** What each of them tells of itself, by the name of its lease. Safe from any thread. */
    Map<String, String> living() {
        return living;
    }

    /** The bus is heard, or not any more. */
    void heard(boolean isHeard) {
        heard = isHeard;
        if (isHeard) {
            renewNow();
        } else {
            fall();
        }
    }

    /** Another node has come: it must be known before its news come. */
    void came(String lease) {
        if (!living.containsKey(lease)) {
            Map<String, String> more = new HashMap<>(living);
            more.put(lease, "{}");
            know(more);
        }
        renewNow();
    }

    /**
     * Somebody has spoken on the bus. Safe from any thread.
     *
     * @return whether it is the first time
     */
    boolean meet(String process) {
        if (met.size() >= MOST_MET) {
            met.clear();
        }
        return met.add(process);
    }

    /**
     * Whether this node, or the one that has a lease, was ever heard by this one. Who was not may be dead for long: its
     * lease lasts on for a while, and what it held stays until somebody sweeps.
     */
    boolean isMet(String lease) {
        return node.isOwn(lease) || met.contains(NodeName.processOf(lease));
    }

    /** Whether all that seem to live were heard. */
    boolean hasMetAll() {
        return living.keySet().stream().allMatch(this::isMet);
    }

    /** Whether it is the lease of a process of this node's name that says nothing: it ended, and this one began. */
    private boolean isFormer(String lease) {
        return settled && !isMet(lease) && NodeName.labelOf(lease).equals(node.label());
    }

    /** Whoever lives has spoken: the leases of earlier lives of this node need not last on. */
    private void settle() {
        settled = true;
        if (stopped) {
            return;
        }
        living.keySet().stream()
                .filter(this::isFormer)
                .forEach(lease -> ledger.renew(lease(lease, "{}", ENDING, false), roll -> {}));
        desk.later(ENDING.multipliedBy(100), this::renewNow);
    }

    /** Whether this is one of the few living nodes that do what one of them must do. Safe from any thread. */
    boolean isAmongFirst() {
        return amongFirst;
    }

    private void know(Map<String, String> nodes) {
        boolean wasAlone = alone;
        amongFirst = nodes.keySet().stream().sorted().limit(FIRST).anyMatch(node::isOwn);
        living = Map.copyOf(nodes);
        boolean isAloneNow = nodes.keySet().stream().allMatch(node::isOwn);
        if (!isAloneNow) {
            unsureUntil = nanos.getAsLong() + HOLDING_OUT.toNanos();
        }
        alone = isAloneNow;
        if (up && wasAlone && !alone) {
            follower.company();
        }
    }

    /** What this lease holds cannot be told any more: the next renewal takes a new one. */
    void abandon() {
        hasLease = false;
        number++;
    }

    private void renew() {
        if (!stopped) {
            renewNow();
            desk.later(up ? settings.lease().dividedBy(RENEWALS) : AGAIN, this::renew);
        }
    }

    private void renewNow() {
        if (!begun || stopped) {
            return;
        }
        String lease = lease();
        ledger.renew(lease(lease, facts, settings.lease(), !hasLease), roll -> desk.post(() -> answered(lease, roll)));
    }

    private Lease lease(String name, String ownFacts, Duration length, boolean isNew) {
        Duration grace = settings.grace();
        Duration longest = grace.compareTo(settings.lease()) > 0 ? grace : settings.lease();
        return new Lease(name, ownFacts, length, longest, isNew);
    }

    private void answered(String lease, Optional<Roll> answer) {
        if (stopped || !lease.equals(lease())) {
            return;
        }
        if (answer.isEmpty()) {
            fall();
            return;
        }
        Roll roll = answer.get();
        if (roll.isLost() && roll.expired().contains(lease)) {
            // Nobody has taken care of it yet, maybe as Redis was away for all: what it holds is kept.
            hasLease = false;
            up = false;
            renewNow();
            return;
        }
        if (roll.isLost()) {
            LOG.log(
                    Level.WARNING,
                    "this node ({0}) was away for longer than its lease: its members are told again",
                    node.label());
            swept = isSwept(roll);
            former = lease;
            abandon();
            up = false;
            renewNow();
            return;
        }
        boolean isNew = !hasLease;
        hasLease = true;
        renewedWith = Set.copyOf(roll.living().keySet());
        know(roll.living());
        if (up && nanos.getAsLong() - upSince >= CALM.toNanos()) {
            // Not sooner: when all were cut off from Redis, each must have had a chance to say that it lives.
            roll.expired().forEach(this::sweep);
        } else if (up) {
            roll.expired().stream().filter(this::isFormer).forEach(this::sweep);
        }
        if (heard && (isNew || !up)) {
            up = true;
            upSince = nanos.getAsLong();
            if (!settled) {
                desk.later(ANSWERING, this::settle);
            }
            follower.back(swept);
            swept = false;
            sweepFormer();
        } else if (up) {
            follower.renewed();
        }
    }

    /**
     * What this node wrote with a lease that was over already, before it knew of it, is nobody's: once more somebody
     * has to take care of it.
     */
    private void sweepFormer() {
        if (former != null) {
            ledger.exhume(former, Set.of());
            former = null;
        }
    }

    /**
     * Whether others have taken care of a lease that is over. If they have new leases too, all was lost together, and
     * nobody has.
     */
    private boolean isSwept(Roll roll) {
        return roll.living().keySet().stream().anyMatch(other -> !node.isOwn(other) && renewedWith.contains(other));
    }

    private void fall() {
        if (up) {
            up = false;
            LOG.log(Level.WARNING, "the other nodes are not reached, as Redis is not: this one goes on alone");
            follower.lost();
            desk.later(AGAIN, this::renewUntilUp);
        }
    }

    private void renewUntilUp() {
        if (!up && !stopped) {
            renewNow();
            desk.later(AGAIN, this::renewUntilUp);
        }
    }

    /**
     * Another process of this node's name has spoken, so that it is no earlier life of this one. Two of one name work,
     * but people cannot tell them apart, nor can a proxy.
     */
    void namesake(String process) {
        if (namesakes.size() < MOST_NAMESAKES && namesakes.add(process)) {
            LOG.log(
                    Level.ERROR,
                    "two nodes have the same canyon.node.id, {0}: give each its own (the other one is {1})",
                    node.label(),
                    process);
        }
    }

    private void sweep(String lease) {
        if (!lease.equals(lease())) {
            sweeps.sweep(lease, follower);
        }
    }

    private void tellDead(String lease, int channels) {
        if (!isBack(lease)) {
            LOG.log(
                    isFormer(lease) ? Level.INFO : Level.WARNING,
                    "node {0} is dead: its members in {1} channels leave",
                    lease,
                    channels);
            meters.count(Count.SWEPT);
        }
    }

    /** Whether its node lives with another lease. */
    private boolean isBack(String lease) {
        String process = NodeName.processOf(lease);
        return living.keySet().stream()
                .anyMatch(other -> NodeName.processOf(other).equals(process));
    }

    /**
     * This node goes.
     *
     * @param linger how long its seats are kept for users who may come back elsewhere
     */
    void end(Duration linger, Then<Boolean> then) {
        stopped = true;
        up = false;
        if (linger.isZero()) {
            ledger.bury(lease(), then);
        } else {
            ledger.renew(lease(lease(), facts, linger, false), roll -> then.done(Optional.of(roll.isPresent())));
        }
    }
}
