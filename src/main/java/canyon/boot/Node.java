package canyon.boot;

import canyon.activity.Activity;
import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.app.source.Directories;
import canyon.auth.AuthEndpoint;
import canyon.auth.AuthPool;
import canyon.auth.AuthTester;
import canyon.auth.LaravelAuthorizer;
import canyon.auth.http.LaravelClient;
import canyon.broker.Broker;
import canyon.broker.Census;
import canyon.broker.LocalBroker;
import canyon.broker.LocalCensus;
import canyon.channel.CachedEvents;
import canyon.channel.ChannelObserver;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Observers;
import canyon.channel.Publisher;
import canyon.channel.SubscriptionCounts;
import canyon.cluster.Cluster;
import canyon.cluster.ClusterMeters;
import canyon.cluster.ClusterView;
import canyon.config.AuthSettings;
import canyon.config.Limits;
import canyon.config.Settings;
import canyon.config.SocketIoSettings;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.connection.HeartbeatMonitor;
import canyon.conversation.AppSweep;
import canyon.conversation.ConversationLimits;
import canyon.conversation.Conversations;
import canyon.conversation.Services;
import canyon.dashboard.Draining;
import canyon.dashboard.statistics.Counts;
import canyon.drain.Drain;
import canyon.http.HttpSettings;
import canyon.metrics.Meters;
import canyon.ops.AdminCheck;
import canyon.ops.Health;
import canyon.ops.LiveHeap;
import canyon.ops.Observed;
import canyon.ops.OpsDoor;
import canyon.ops.Outboxes;
import canyon.ops.jmx.ManagedBeans;
import canyon.ops.jmx.Trace;
import canyon.protocol.pusher.PusherProtocol;
import canyon.protocol.socketio.EchoProtocol;
import canyon.redis.RedisHealth;
import canyon.redis.RedisSubscriber;
import canyon.transport.ClosingThreads;
import canyon.transport.FrameWriters;
import canyon.transport.engineio.EngineDoor;
import canyon.transport.engineio.EngineServer;
import canyon.transport.engineio.EngineSettings;
import canyon.transport.pusher.PusherDoor;
import canyon.transport.pusher.PusherServer;
import canyon.transport.socketio.EchoApplication;
import canyon.transport.socketio.SocketServer;
import canyon.user.Users;
import canyon.webhook.WebhookEvents;
import canyon.webhook.Webhooks;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** All parts of one running Canyon, put together from its settings. */
final class Node {
    static final String SOCKET_IO_PATH = "/socket.io";

    /**
     * Clients of Pusher's that find nobody try again only after 15 seconds: those who are sent away last are more
     * likely to find a new deployment then.
     */
    private static final Comparator<Connection> PATIENT_LAST =
            Comparator.comparing(client -> client.protocol() instanceof PusherProtocol);

    private final Settings settings;
    private final Meters meters = new Meters();
    private final Activity activity;
    private final Connections connections;
    private final Drain drain;
    private final AppDirectory apps;
    private final ChannelRegistry registry;
    private final LaravelLink laravel;
    private final FanOut fanOut;
    private final Publisher publisher;
    private final HeartbeatMonitor monitor;
    private final EngineServer engine;
    private final PusherServer pusher;
    private final ClosingThreads closing;
    private final FrameWriters writers;
    private final SubscriptionCounts subscriptionCounts;
    private final Users users = new Users();
    private final Webhooks webhooks;
    private final AuthPool authPool;
    private final AuthEndpoint authEndpoint;
    private final LaravelAuthorizer authorizer;
    private final Outboxes outboxes;
    private final ClusterView alone = ClusterView.none();
    private final Broker broker;
    private final Census census;
    private final @Nullable Neighbours neighbours;

    /** @param threads whose context class loader is the application's */
    Node(Settings settings, ThreadFactory threads) {
        this.settings = settings;
        closing = new ClosingThreads(threads);
        writers = settings.fastPath() ? FrameWriters.fastest(closing) : FrameWriters.portable(closing);
        Limits limits = settings.limits();
        activity = new Activity(Operators.happeningsPerSecond(settings.operator()), System::nanoTime);
        connections = new Connections(limits.connections(), meters, activity);
        outboxes = new Outboxes(connections);
        meters.app(App.DEFAULT_SCOPE);
        drain = new Drain(connections, task -> threads.newThread(task).start(), PATIENT_LAST, this::tell);
        authPool = new AuthPool(settings.auth().load(), threads);
        AuthSettings auth = settings.auth();
        authEndpoint = new LaravelClient(
                new HttpSettings(
                        auth.timeout(),
                        auth.tlsVerify(),
                        limits.authBodyBytes(),
                        auth.load().concurrency()),
                threads);
        authorizer = new LaravelAuthorizer(authEndpoint, auth, settings.origins());
        laravel = new LaravelLink(settings, meters, this::tellOfRedis, this::hasOthers);
        apps = Directories.open(settings.apps());
        registry = new ChannelRegistry(
                settings.fanOut().workers(),
                new CachedEvents(settings.cache().bytes(), this::timeToLive, System::nanoTime),
                meters,
                activity);
        laravel.observe(registry);
        webhooks = new Webhooks(settings.webhooks(), apps, new Webhooks.Observation(meters, activity), threads);
        fanOut = new FanOut(registry, meters, limits.intakeBytes());
        publisher = new Publisher(fanOut, meters, this::eventNameLength, activity);
        Broker local = new LocalBroker(publisher);
        Census ownCensus = new LocalCensus(registry, connections, users);
        neighbours = settings.redis().url() == null
                ? null
                : new Neighbours(
                        settings.cluster(),
                        settings.redis(),
                        new Cluster.Parts(registry, publisher, ownCensus, new ClusterMeters(), this::ownCounts));
        census = neighbours == null ? ownCensus : neighbours.cluster().census();
        broker = neighbours == null ? local : neighbours.cluster().broker(local);
        SocketIoSettings socketIo = settings.socketIo();
        Conversations conversations = new Conversations(services());
        EchoApplication echo =
                new EchoApplication(new EchoProtocol(socketIo.errorDetails()), apps, conversations, connections);
        EngineSettings engineSettings = TransportSettings.engine(settings);
        monitor = new HeartbeatMonitor(shorter(engineSettings.shortestTimeout(), socketIo.connectTimeout()));
        pusher = new PusherServer(
                TransportSettings.pusher(settings),
                apps,
                conversations,
                new PusherServer.Clients(connections, monitor));
        subscriptionCounts = new SubscriptionCounts(registry, this::countsSubscriptions);
        ChannelObserver whole =
                new Observers(List.of(new WebhookEvents(apps, webhooks, System::nanoTime), subscriptionCounts));
        registry.observe(
                neighbours == null ? whole : neighbours.cluster().everywhere(whole, this::countsSubscriptions));
        monitor.watch(subscriptionCounts);
        monitor.watch(writers);
        engine = new EngineServer(
                engineSettings, new SocketServer(echo, socketIo.connectTimeout(), socketIo.maxPayloadBytes()), monitor);
        if (neighbours != null) {
            neighbours.lookForStrays(engine, pusher);
        }
    }

    private Services services() {
        Limits limits = settings.limits();
        return new Services(
                apps,
                registry,
                broker,
                users,
                authorizer,
                authPool,
                new ConversationLimits(
                        limits.channelsPerConnection(), settings.auth().load().perConnection()),
                meters,
                activity,
                laravel.interest());
    }

    private boolean countsSubscriptions(String scope) {
        return apps.known(scope).map(app -> app.rules().subscriptionCounts()).orElse(false);
    }

    private int eventNameLength(String scope) {
        return apps.known(scope).orElse(apps.standard()).limits().eventNameLength();
    }

    private Duration timeToLive(String scope) {
        return apps.known(scope).orElse(apps.standard()).limits().cacheTimeToLive();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    EngineDoor door() {
        return new EngineDoor(engine, SOCKET_IO_PATH, settings.origins(), settings.proxies(), writers);
    }

    PusherDoor pusherDoor() {
        return new PusherDoor(pusher, settings.proxies(), writers, List.of(SOCKET_IO_PATH));
    }

    OpsDoor opsDoor(Health health, AdminCheck admin) {
        return new OpsDoor(observed(), managed(health), settings.operator().metrics(), admin);
    }

    /** @param contextPath of the web application */
    ManagedBeans managedBeans(String contextPath, Health health) {
        Trace trace = new Trace() {
            @Override
            public boolean isOn() {
                return authorizer.isTracing();
            }

            @Override
            public void turn(boolean on) {
                authorizer.trace(on);
            }
        };
        return ManagedBeans.register(
                contextPath,
                observed(),
                managed(health),
                trace,
                settings.limits().outboxBytes());
    }

    private Observed observed() {
        return new Observed(meters, apps, connections, registry, laravel.health(), clusterView(), activity);
    }

    /** What operators want to know of all nodes. */
    ClusterView clusterView() {
        return neighbours == null ? alone : neighbours.cluster();
    }

    private OpsDoor.Managed managed(Health health) {
        return new OpsDoor.Managed(health, new Drains(drain), outboxes);
    }

    /** What tells whether it is ready, now that it serves. */
    Health.Probes probes() {
        return new Health.Probes(
                drain::isDraining,
                settings.redis().url() == null ? null : laravel::isConnected,
                LiveHeap.ofThisMachine(),
                settings.operator().readyMemoryPercent());
    }

    Draining draining() {
        return new Draining(drain::isDraining, drain::begin, drain::cancel);
    }

    private boolean hasOthers() {
        return neighbours != null && neighbours.cluster().hasOthers();
    }

    private void tellOfRedis(RedisHealth.Status status) {
        String error = status.error() == null ? "" : ": " + status.error();
        tell("Redis is " + status.state() + error);
    }

    private void tell(String ofNode) {
        activity.report(Kind.NODE, () -> Happening.ofNode(ofNode));
    }

    /** Closes connections of applications that are no more served; to be run now and then. */
    Runnable appSweep() {
        return new AppSweep(apps, connections);
    }

    /** @param threads runs each task on a thread of its own until it is interrupted */
    void start(Executor threads) {
        fanOut.start(threads);
        threads.execute(monitor);
        threads.execute(webhooks);
        laravel.start(threads);
        if (neighbours != null) {
            neighbours.start(threads);
        }
    }

    /** What operators may want to know of this node, on any other. */
    private Map<String, Long> ownCounts() {
        return Map.of("connections", (long) connections.count(), "channels", (long) registry.channelCount());
    }

    /** Closes all connections, in the end by force; threads end when they are interrupted. */
    void stop() {
        engine.stop();
        pusher.stop();
        try {
            authPool.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        authEndpoint.close();
        if (neighbours != null) {
            neighbours.stop();
        }
        laravel.stop();
        fanOut.stop();
        webhooks.stop();
        monitor.forget(subscriptionCounts);
        monitor.forget(writers);
        new LastWords(monitor, writers, closing).end();
    }

    /** The one that hears Laravel; a URL of Redis must be configured. */
    RedisSubscriber redisSubscriber() {
        return laravel.subscriber(publisher, registry, meters);
    }

    Meters meters() {
        return meters;
    }

    Activity activity() {
        return activity;
    }

    Counts counts() {
        return new NodeCounts(connections, registry, meters, this::appId);
    }

    /** By its scope; empty for the default application without a name. */
    String appId(String scope) {
        return apps.known(scope).map(App::id).orElse(scope);
    }

    Settings settings() {
        return settings;
    }

    Broker broker() {
        return broker;
    }

    Census census() {
        return census;
    }

    AppDirectory apps() {
        return apps;
    }

    ChannelRegistry registry() {
        return registry;
    }

    Users users() {
        return users;
    }

    Connections connections() {
        return connections;
    }

    Drain drain() {
        return drain;
    }

    /** The other nodes, if there is a Redis. */
    Optional<Neighbours> neighbours() {
        return Optional.ofNullable(neighbours);
    }

    /**
     * Returns when Laravel and the other nodes are heard, or after this time; at once if it does not use Redis.
     *
     * @return false if they are not heard yet
     */
    boolean awaitRedis(Duration most) {
        if (settings.redis().url() == null) {
            return true;
        }
        try {
            long end = System.nanoTime() + most.toNanos();
            boolean isHeard = laravel.health().awaitFirst(most);
            Duration rest = isHeard ? Duration.ofNanos(Math.max(0, end - System.nanoTime())) : Duration.ZERO;
            return neighbours == null ? isHeard : neighbours.awaitUp(rest) && isHeard;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    EngineServer engine() {
        return engine;
    }

    AuthTester authTester() {
        return new AuthTester(authorizer);
    }

    RedisHealth redisHealth() {
        return laravel.health();
    }

    FrameWriters writers() {
        return writers;
    }
}
