package canyon.simulation;

import canyon.broker.Broker;
import canyon.broker.LocalBroker;
import canyon.broker.LocalCensus;
import canyon.channel.ChannelObserver;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Publisher;
import canyon.cluster.Cluster;
import canyon.cluster.ClusterMeters;
import canyon.config.ClusterSettings;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.message.SocketId;
import canyon.metrics.Meters;
import canyon.protocol.pusher.PusherProtocol;
import canyon.redis.RedisErrands;
import canyon.redis.RedisHealth;
import canyon.redis.RedisLedger;
import canyon.redis.RedisState;
import canyon.redis.RedisSubscriber;
import canyon.user.Users;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** A node with all that is between its doors and Redis, on threads of its own. Safe for use from any thread. */
final class VirtualNode implements AutoCloseable {
    private static final int INTAKE_BYTES = 16 << 20;
    private static final int OUTBOX_BYTES = 1 << 20;
    private static final int EVENT_NAME_LENGTH = 200;

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final int number;
    private final ChannelRegistry registry;
    private final FanOut fanOut;
    private final ClusterMeters clusterMeters = new ClusterMeters();
    private final Meters meters = new Meters();
    private final Cluster cluster;
    private final Broker broker;
    private final RedisErrands errands;
    private final RedisSubscriber bus;
    private final Map<Role, List<Thread>> threads = new ConcurrentHashMap<>();

    VirtualNode(int number, URI redis) {
        this.number = number;
        registry = new ChannelRegistry(1);
        fanOut = new FanOut(registry, meters, INTAKE_BYTES);
        RedisSettings redisSettings = redisSettings(redis);
        ClusterSettings settings = clusterSettings("node-" + number);
        Publisher publisher = new Publisher(fanOut, meters, EVENT_NAME_LENGTH);
        LocalCensus census = new LocalCensus(registry, new Connections(), new Users());
        errands = new RedisErrands(redisSettings, settings, clusterMeters);
        cluster = new Cluster(
                settings,
                new RedisLedger(errands, settings, clusterMeters),
                new Cluster.Parts(registry, publisher, census, clusterMeters, Map::of));
        broker = cluster.broker(new LocalBroker(publisher));
        bus = new RedisSubscriber(
                redisSettings,
                List.of(settings.bus()),
                (channel, message) -> cluster.receive(message),
                new RedisHealth(Clock.systemUTC(), status -> cluster.heard(status.state() == RedisState.CONNECTED)));
        registry.writeDownIn(cluster.presences());
        registry.observe(cluster.everywhere(new ChannelObserver() {}, app -> false));
        fanOut.start(on(Role.FAN_OUT));
        on(Role.COMMANDS).execute(errands);
        on(Role.DESK).execute(cluster);
        on(Role.BUS).execute(bus);
        cluster.begin(Map.of());
    }

    static RedisSettings redisSettings(URI redis) {
        return new RedisSettings(
                RedisUrl.parse(redis.toString()),
                RedisPrefixes.parse("none"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1));
    }

    /** As they are unless somebody says otherwise. */
    static ClusterSettings clusterSettings(String id) {
        return new ClusterSettings(id, "canyon:", Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ZERO);
    }

    private Executor on(Role role) {
        return task -> {
            Thread thread = new Thread(task, role + "-" + number);
            thread.setDaemon(true);
            threads.computeIfAbsent(role, of -> new CopyOnWriteArrayList<>()).add(thread);
            thread.start();
        };
    }

    ChannelRegistry registry() {
        return registry;
    }

    Broker broker() {
        return broker;
    }

    ClusterMeters meters() {
        return clusterMeters;
    }

    /** Messages that clients of this node have got. */
    long delivered() {
        return meters.deliveredCount();
    }

    Connection client(FrameWriter writer) {
        Outbox outbox = new Outbox(OUTBOX_BYTES, cause -> {});
        outbox.attach(writer);
        return new Connection(
                new Connection.Identity("", SocketId.random()), new PusherProtocol(), outbox, outbox::abort);
    }

    /** Whether it is reached, and knows of so many nodes. */
    boolean knows(int nodes) {
        return cluster.isUp() && cluster.nodes().size() == nodes;
    }

    /** What its threads of this kind have used, in nanoseconds. */
    long cpu(Role role) {
        return threads.getOrDefault(role, List.of()).stream()
                .mapToLong(thread -> Math.max(0, CPU.getThreadCpuTime(thread.getId())))
                .sum();
    }

    /** Without a word to the others. */
    @Override
    public void close() {
        errands.stop();
        fanOut.stop();
        bus.stop();
        threads.values().forEach(all -> all.forEach(Thread::interrupt));
    }
}
