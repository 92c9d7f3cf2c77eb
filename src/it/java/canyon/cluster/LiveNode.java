package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.broker.Broker;
import canyon.broker.LocalBroker;
import canyon.broker.LocalCensus;
import canyon.channel.ChannelObserver;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Publisher;
import canyon.config.ClusterSettings;
import canyon.config.RedisForm;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisSettings.SentinelLogin;
import canyon.config.RedisSubscription;
import canyon.config.RedisTls;
import canyon.config.RedisUrl;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.metrics.Meters;
import canyon.redis.RedisErrands;
import canyon.redis.RedisHealth;
import canyon.redis.RedisLedger;
import canyon.redis.RedisState;
import canyon.redis.RedisSubscriber;
import canyon.redis.ShardSubscriber;
import canyon.user.Users;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node without a server around it, with a real Redis. */
final class LiveNode implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(3);
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Whoever waits for Redis as this node stops may do so for its time-out. */
    private static final Duration STOPPING = TIMEOUT.multipliedBy(5);

    final ChannelRegistry registry = new ChannelRegistry(1);
    final ClusterMeters meters = new ClusterMeters();

    /** What this node told whoever wants to know, such as webhooks. */
    final List<String> told = new CopyOnWriteArrayList<>();

    final Cluster cluster;
    final RedisHealth health;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FanOut fanOut = new FanOut(registry, new Meters(), 1 << 20);
    private final RedisErrands errands;
    private final RedisSubscriber bus;
    private final @Nullable ShardSubscriber shards;
    private final Broker broker;
    private final Map<String, RecordingWriter> writers = new ConcurrentHashMap<>();
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    LiveNode(String url) {
        this(url, SentinelLogin.NONE);
    }

    LiveNode(String url, SentinelLogin sentinels) {
        this(settings(null), url, sentinels);
    }

    /** @param label of {@code canyon.node.id}; null for a random one */
    LiveNode(@Nullable String label, String url, SentinelLogin sentinels) {
        this(settings(label), url, sentinels);
    }

    LiveNode(ClusterSettings.Queue queue, String url) {
        this(new ClusterSettings(null, "canyon:", TIMEOUT, LEASE, Duration.ZERO, queue), url, SentinelLogin.NONE);
    }

    /** One as before there were shards, unless it is {@code sharded}. */
    static LiveNode of(boolean sharded, String url) {
        return new LiveNode(
                new ClusterSettings(
                        null, "canyon:", TIMEOUT, LEASE, Duration.ZERO, ClusterSettings.Queue.DEFAULT, sharded),
                url,
                SentinelLogin.NONE);
    }

    private static ClusterSettings settings(@Nullable String label) {
        return new ClusterSettings(label, "canyon:", TIMEOUT, LEASE, Duration.ZERO);
    }

    private LiveNode(ClusterSettings settings, String url, SentinelLogin sentinels) {
        RedisSettings redis = new RedisSettings(
                RedisUrl.parse(url),
                RedisPrefixes.parse("none"),
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                RedisTls.NONE,
                sentinels,
                RedisSubscription.PATTERN);
        errands = new RedisErrands(redis, settings, meters);
        Publisher publisher = new Publisher(fanOut, new Meters(), 200);
        cluster = new Cluster(
                settings,
                new RedisLedger(errands, settings, meters),
                new Cluster.Parts(
                        registry,
                        publisher,
                        new LocalCensus(registry, new Connections(), new Users()),
                        meters,
                        Map::of));
        health = new RedisHealth(Clock.systemUTC(), status -> cluster.heard(status.state() == RedisState.CONNECTED));
        bus = new RedisSubscriber(
                redis, List.of(settings.bus()), (channel, message) -> cluster.receive(message), health);
        shards = settings.sharded() && Objects.requireNonNull(redis.url()).form() == RedisForm.CLUSTER
                ? new ShardSubscriber(
                        redis,
                        settings.shards(Shards.COUNT),
                        (channel, message) -> cluster.receiveInShard(message),
                        cluster::heardShards)
                : null;
        broker = cluster.broker(new LocalBroker(publisher));
        registry.writeDownIn(cluster.presences());
        registry.observe(new ChannelObserver() {
            @Override
            public void joined(ChannelName channel, Member member) {
                told.add("+" + member.key().orElse(""));
            }

            @Override
            public void left(ChannelName channel, Member member) {
                told.add("-" + member.key().orElse(""));
            }
        });
        fanOut.start(threads);
        threads.execute(errands);
        threads.execute(cluster);
        threads.execute(bus);
        if (shards != null) {
            threads.execute(shards);
        }
        cluster.begin(Map.of());
    }

    private Connection connection(String socket) {
        return connections.computeIfAbsent(socket, id -> {
            RecordingWriter writer = RecordingWriter.prompt();
            writers.put(id, writer);
            return TestConnections.echo(id, writer);
        });
    }

    void subscribe(String socket, ChannelName channel) {
        registry.join(connection(socket), channel);
    }

    void publish(ChannelName channel, String event) throws InterruptedException {
        broker.publish(new Broadcast(channel, event, JsonText.NULL, null));
    }

    /** Events that a client was told, in their order, without those of presence. */
    List<String> eventsTo(String socket) {
        return framesTo(socket)
                .map(frame -> new JsonText(frame.substring(2)).elements().get(0).string())
                .filter(event -> !event.startsWith("presence:"))
                .toList();
    }

    void join(String socket, ChannelName channel, String user, int maxMembers, Runnable full) {
        Connection connection = connection(socket);
        Member member = Member.of(new JsonText("{\"user_id\":\"" + user + "\", \"n\":1.0}"))
                .orElseThrow();
        registry.join(connection, channel, member, maxMembers, full);
    }

    void join(String socket, ChannelName channel, String user) {
        join(socket, channel, user, 0, () -> {});
    }

    void end(String socket) {
        Connection connection = connections.remove(socket);
        if (connection != null) {
            registry.leaveAll(connection);
        }
    }

    /** How often a client was told that somebody has left. */
    long leavingsSeenBy(String socket) {
        return framesTo(socket)
                .filter(frame -> frame.contains("\"presence:leaving\""))
                .count();
    }

    /** How often a client was told that this user has come. */
    long comingsSeenBy(String socket, String user) {
        return framesTo(socket)
                .filter(frame -> frame.contains("\"presence:joining\"") && frame.contains('"' + user + '"'))
                .count();
    }

    private Stream<String> framesTo(String socket) {
        return Objects.requireNonNull(writers.get(socket)).frames().stream();
    }

    /** Sockets of members, as this node's clients know them, the oldest first. */
    List<String> members(ChannelName channel) {
        return registry.presences(channel).stream()
                .map(Presence::socket)
                .map(Object::toString)
                .toList();
    }

    /** Without a word to anybody. */
    void die() {
        errands.stop();
        threads.shutdownNow();
        bus.stop();
        if (shards != null) {
            shards.stop();
        }
    }

    @Override
    public void close() {
        if (!threads.isShutdown()) {
            List.copyOf(connections.keySet()).forEach(this::end);
            cluster.stop();
        }
        die();
        try {
            assertThat(threads.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS))
                    .as("all threads of the node have ended")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
