package canyon.cluster;

import canyon.broker.Broker;
import canyon.broker.Census;
import canyon.channel.ChannelObserver;
import canyon.channel.ChannelRegistry;
import canyon.channel.LastEvents;
import canyon.channel.PresenceLog;
import canyon.channel.Publisher;
import canyon.cluster.ClusterMeters.Count;
import canyon.cluster.Ledger.Receipt;
import canyon.config.ClusterSettings;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This node among the others. {@link #run} takes a thread for itself; the rest is safe from any. */
public final class Cluster implements Runnable, ClusterView {
    private static final Duration ECHO = Duration.ofSeconds(10);

    /** How long {@link #stop} waits for what is still to be told. */
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final long CROWDED_NANOS = Duration.ofMillis(5).toNanos();

    private static final String HELLO = "hello";
    private static final String RESTORED = "restored";
    private static final String LEASE = "lease";
    private static final String STRAY = "stray";
    private static final String SESSION = "session";

    private static final Logger LOG = System.getLogger(Cluster.class.getName());

    private final ClusterSettings settings;
    private final LongSupplier nanos;
    private final NodeName node;
    private final ChannelRegistry registry;
    private final Ledger ledger;
    private final ClusterMeters meters;
    private final Desk desk;
    private final Bus bus;
    private final Lives lives;
    private final EventWays ways;
    private final Echoes echoes;
    private final Presences presences;
    private final Questions questions;
    private final SharedEvents lastEvents;
    private final ClusterCensus census;
    private final Supplier<Map<String, Long>> counts;
    private final CountDownLatch firstUp = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean opening;
    private volatile boolean stopping;
    private volatile @Nullable Attendance attendance;
    private volatile Consumer<String> strays = session -> {};

    /** A node that has not begun. */
    public Cluster(ClusterSettings settings, Ledger ledger, Parts parts) {
        this(settings, ledger, parts, System::nanoTime);
    }

    Cluster(ClusterSettings settings, Ledger ledger, Parts parts, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        this.registry = parts.registry();
        this.meters = parts.meters();
        this.counts = parts.counts();
        this.ledger = ledger;
        node = new NodeName(settings.node());
        desk = new Desk(nanos);
        bus = new Bus(node.process(), ledger, meters, nanos);
        lives = new Lives(desk, ledger, node, settings, meters, nanos);
        EventWays.Way way = new EventWays.Way(lives, bus, ledger, parts.publisher(), meters);
        ways = new EventWays(desk, node, way, settings.timeout(), nanos);
        echoes = new Echoes(bus, ways::say, nanos);
        presences =
                new Presences(desk, ledger, registry, new Presences.Place(node, lives, bus, meters, settings, nanos));
        questions = new Questions(bus, lives, node, settings.timeout(), nanos);
        lastEvents = new SharedEvents(desk, ledger, lives, bus, meters, registry::lastEvent);
        census = new ClusterCensus(
                parts.census(),
                questions,
                new ClusterCensus.Sources(bus, lives, ledger, lastEvents, meters, settings.timeout()));
    }

    /**
     * What a cluster works with.
     *
     * @param census of this node alone
     * @param counts that operators may want to know of this node, on any other
     */
    public record Parts(
            ChannelRegistry registry,
            Publisher publisher,
            Census census,
            ClusterMeters meters,
            Supplier<Map<String, Long>> counts) {}

    /** In the ids of this node's clients. */
    public int number() {
        return node.number();
    }

    /** Whether there are other nodes, as far as this one knows. */
    public boolean hasOthers() {
        return !lives.isAlone();
    }

    /** For people. */
    public String label() {
        return node.label();
    }

    /** Where presence channels of this node are to be written down. */
    public PresenceLog presences() {
        return presences;
    }

    /**
     * What is to observe the registry in the place of an observer who wants to know what happens on all nodes together,
     * and to tell of it only if this node is the one to do it. To be called once, before {@link #begin}.
     *
     * @param areCountsTold whether clients of an application are told how many they are, by its scope
     */
    public ChannelObserver everywhere(ChannelObserver observer, Predicate<String> areCountsTold) {
        Backlog backlog = new Backlog(settings.queue().share());
        Attendance made = new Attendance(
                observer,
                new Attendance.Ways(
                        desk, ledger, lives, bus, backlog, meters, registry, areCountsTold, settings.lease(), nanos));
        attendance = made;
        return made;
    }

    /**
     * A request of a client came to this node that names a session which only another one may have.
     *
     * @param session by the name that its node hears of {@link #onStray}
     */
    public void stray(String session) {
        if (isUp() && !lives.isAlone()) {
            bus.send(STRAY, Map.of(SESSION, JsonText.ofString(session)));
        }
    }

    /**
     * What is to be done when another node has got a request for a session that is not there.
     *
     * @param closing ends the session, if it is one of this node; never waits
     */
    public void onStray(Consumer<String> closing) {
        strays = closing;
    }

    /** What all nodes know together. */
    public Census census() {
        return census;
    }

    /** Where last events of this node's cache channels are to be kept. */
    public LastEvents lastEvents() {
        return lastEvents;
    }

    /**
     * Publishes on all nodes.
     *
     * @param local of this node alone
     */
    public Broker broker(Broker local) {
        return new ClusterBroker(local, ways, lives);
    }

    /**
     * Asks for a lease.
     *
     * @param facts what others may want to know of this node
     */
    public void begin(Map<String, JsonText> facts) {
        Map<String, JsonText> all = new LinkedHashMap<>(facts);
        // For later versions, which can see by it what this one reads.
        all.put("bus", new JsonText(String.valueOf(BusMessage.VERSION)));
        desk.post(() -> {
            lives.begin(new Follows(), JsonText.ofMembers(all).text());
            speak();
        });
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                desk.work();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does all that can be done now; for tests, which do not {@link #run} it. */
    void work() {
        desk.clear();
    }

    /**
     * Returns when the other nodes are reached, or after this time.
     *
     * @return false if they are not reached yet
     */
    public boolean awaitUp(Duration most) throws InterruptedException {
        return firstUp.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The bus is heard, or not any more. */
    public void heard(boolean isHeard) {
        desk.post(() -> lives.heard(isHeard));
    }

    /** All shards are heard, or not any more, or not yet. Without this call this node neither hears nor uses any. */
    public void heardShards(boolean areHeard) {
        desk.post(() -> {
            ways.heard(areHeard);
            if (lives.isUp()) {
                echoes.speak(counts.get());
            }
            open(false);
        });
    }

    /**
     * Takes a message of a shard. Safe from any thread; while it waits, the shard is not to be read.
     *
     * @throws InterruptedException if this node stops meanwhile
     */
    public void receiveInShard(byte[] bytes) throws InterruptedException {
        try {
            ways.hearInShard(bytes);
        } catch (RuntimeException e) {
            notUnderstood(e);
        }
    }

    /**
     * Takes a message of the bus. Called by one thread; while it waits, the bus is not read.
     *
     * @throws InterruptedException if this node stops meanwhile
     */
    public void receive(byte[] bytes) throws InterruptedException {
        try {
            Optional<BusMessage> heard = bus.hear(bytes);
            if (heard.isPresent()) {
                receive(heard.get());
            }
        } catch (RuntimeException e) {
            notUnderstood(e);
        }
    }

    /** Whatever somebody writes there, what comes is heard on. */
    private void notUnderstood(RuntimeException e) {
        LOG.log(Level.DEBUG, "a message between nodes makes no sense", e);
        meters.count(Count.GARBAGE);
    }

    private void receive(BusMessage message) throws InterruptedException {
        boolean isOwn = bus.isOwn(message);
        if (isOwn && firstUp.getCount() > 0 && lives.isUp()) {
            // What this node says after it is up has gone to the others, too: they know of it.
            desk.post(() -> open(true));
        }
        if (!isOwn && lives.meet(message.from())) {
            desk.post(() -> {
                presences.reveal();
                open(false);
            });
        }
        if (!isOwn && NodeName.labelOf(message.from()).equals(node.label())) {
            desk.post(() -> lives.namesake(message.from()));
        }
        switch (message.kind()) {
            case EventNews.KIND -> {
                if (!isOwn) {
                    ways.hearOnBus(message);
                }
            }
            case News.KIND -> hear(message, isOwn);
            case Echoes.KIND ->
                desk.post(() -> {
                    echoes.hear(message, node.process());
                    if (!isOwn) {
                        ways.hear(message);
                    }
                });
            case HELLO -> {
                if (!isOwn) {
                    message.text(LEASE).ifPresent(lease -> desk.post(() -> came(lease, message)));
                }
            }
            case Attendance.KIND -> {
                Attendance written = attendance;
                if (written != null) {
                    desk.post(() -> written.hear(message, isOwn));
                }
            }
            case Questions.ANSWER -> questions.answered(message);
            case Questions.ASK -> {
                if (!isOwn) {
                    desk.post(() -> census.answer(message));
                }
            }
            case ClusterCensus.CLOSE -> {
                if (!isOwn) {
                    desk.post(() -> census.close(message));
                }
            }
            case STRAY -> {
                if (!isOwn) {
                    message.text(SESSION).ifPresent(session -> desk.post(() -> strays.accept(session)));
                }
            }
            case RESTORED -> desk.post(() -> presences.restored(message.from()));
            default -> meters.count(Count.FOREIGN);
        }
        if (!isOwn) {
            ways.passed(message);
        }
    }

    /** It must hear who lives before its clients are told who is there. */
    private void came(String lease, BusMessage hello) {
        lives.came(lease);
        ways.hear(hello);
        if (lives.isUp()) {
            echoes.speak(counts.get());
        }
    }

    /**
     * Whoever waits for the other nodes need not wait any longer when all that seem to live were heard; one that is
     * silent is dead, most likely, and is not waited for long.
     *
     * @param isHeard whether this node has heard itself
     */
    private void open(boolean isHeard) {
        if (firstUp.getCount() == 0) {
            return;
        }
        if (isHeard && !opening) {
            opening = true;
            desk.later(Lives.ANSWERING, firstUp::countDown);
        }
        if (opening && lives.hasMetAll() && ways.isComplete()) {
            firstUp.countDown();
        }
    }

    private void hear(BusMessage message, boolean isOwn) throws InterruptedException {
        Optional<News> news = News.of(message);
        if (news.isEmpty()) {
            meters.count(Count.GARBAGE);
            return;
        }
        registry.awaitRoom();
        while (desk.isCrowded() && !stopping) {
            LockSupport.parkNanos(CROWDED_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("Canyon is stopping");
            }
        }
        desk.post(() -> presences.hear(news.get(), isOwn));
    }

    private void speak() {
        if (!stopping) {
            if (lives.isUp()) {
                echoes.keepOnly(lives.living().keySet());
                ways.keepOnly();
                echoes.speak(counts.get());
            }
            desk.later(ECHO, this::speak);
        }
    }

    /** Gives up all that this node holds, if it can, and its lease; takes two seconds at most. */
    public void stop() {
        desk.post(() -> {
            stopping = true;
            end(STOPPING.dividedBy(2).dividedBy(LOOK_AGAIN));
        });
        try {
            if (!ended.await(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.INFO, "the other nodes find by themselves that this one has gone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param looks how often it is looked at most whether all seats are given up */
    private void end(long looks) {
        Duration linger = presences.lingering();
        if (linger.isZero() && presences.holdsAny() && looks > 0) {
            desk.later(LOOK_AGAIN, () -> end(looks - 1));
            return;
        }
        Attendance written = attendance;
        if (written != null) {
            written.end();
        }
        Duration unclean = linger.isZero() ? LOOK_AGAIN : linger;
        lives.end(presences.holdsAny() ? unclean : Duration.ZERO, done -> desk.post(ended::countDown));
    }

    @Override
    public List<NodeState> nodes() {
        return NodeState.all(lives.living(), echoes.peers(), node);
    }

    @Override
    public boolean isUp() {
        return lives.isUp();
    }

    @Override
    public boolean isSharded() {
        return ways.areSharded();
    }

    @Override
    public ClusterMeters meters() {
        return meters;
    }

    private final class Follows implements Lives.Follower {
        @Override
        public void back(boolean swept) {
            Map<String, JsonText> hello = new LinkedHashMap<>();
            hello.put(LEASE, JsonText.ofString(lives.lease()));
            ways.say(hello);
            bus.send(HELLO, hello);
            ledger.fence();
            presences.restore(swept, () -> {
                ledger.fence();
                bus.send(RESTORED, Map.of());
            });
            writeCounts(swept);
            lastEvents.writeMissed();
            echoes.speak(counts.get());
            LOG.log(
                    Level.INFO,
                    "this node is {0}; with it there are {1}",
                    node.label(),
                    lives.living().keySet());
        }

        @Override
        public void company() {
            presences.company();
            writeCounts(false);
        }

        private void writeCounts(boolean swept) {
            Attendance written = attendance;
            if (written != null && !lives.isAlone()) {
                written.writeAll(swept);
            }
        }

        @Override
        public void forget(String lease, Then<Boolean> then) {
            Attendance written = attendance;
            if (written == null) {
                then.done(Optional.of(true));
            } else {
                written.sweep(lease, then);
            }
        }

        @Override
        public void lost() {
            presences.lost();
            Attendance written = attendance;
            if (written != null) {
                written.lost();
            }
        }

        @Override
        public void renewed() {
            presences.writeUnwritten();
            presences.audit();
            lastEvents.writeMissed();
            Attendance written = attendance;
            if (written != null) {
                written.writeFailed();
                written.audit();
            }
        }

        @Override
        public void purge(ChannelName channel, String lease, Then<List<Member>> then) {
            String head = bus.head(News.KIND, News.ofSweep(channel));
            Receipt receipt = Receipt.ofSweep("seats", settings.lease());
            ledger.purge(channel, lease, head, receipt, left -> {
                desk.post(() -> {
                    presences.swept(channel, left.orElse(List.of()));
                    if (!left.orElse(List.of()).isEmpty()) {
                        ledger.discard(channel, lease, receipt);
                    }
                });
                then.done(left);
            });
        }
    }
}
