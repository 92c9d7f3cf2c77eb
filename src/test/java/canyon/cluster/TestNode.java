package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.broker.Broker;
import canyon.broker.Census;
import canyon.broker.LocalBroker;
import canyon.broker.LocalCensus;
import canyon.channel.CachedEvents;
import canyon.channel.ChannelObserver;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Publisher;
import canyon.config.ClusterSettings;
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
import canyon.user.Users;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A node of a cluster without Redis and without a thread of its own: a test says when it works. */
final class TestNode {
    final ChannelRegistry registry;
    final ClusterMeters meters = new ClusterMeters();

    /** What this node told whoever wants to know, such as webhooks. */
    final List<String> told = new ArrayList<>();

    /** How often this node told who the members of a channel are. */
    int changes;

    /** Channels whose members this node told to be written for all. */
    final List<ChannelName> written = new ArrayList<>();

    /** Channels that this node told to be occupied or vacated. */
    final List<String> occupancies = new ArrayList<>();

    /** How many subscriptions this node knows of, by the channel's name. */
    final Map<String, Integer> counted = new HashMap<>();

    final Connections clients = new Connections();
    final FakeRedis.Way way;
    final Cluster cluster;
    final Broker broker;

    /** Whether it does nothing at all: not scheduled, as by SIGSTOP. */
    boolean frozen;

    /** Whether it does not hear the bus. */
    boolean deaf;

    private final FanOut fanOut;

    /** Whether it is subscribed to all shards. */
    boolean hearsShards;

    /** Whether what comes by shards, or by the bus, waits in the network. */
    boolean areShardsSlow;

    boolean isBusSlow;

    private final Queue<byte[]> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> arrivedInShards = new ConcurrentLinkedQueue<>();
    private final Map<String, Connection> connections = new HashMap<>();
    private final Map<String, RecordingWriter> writers = new HashMap<>();

    TestNode(FakeRedis redis, ClusterSettings settings, LongSupplier nanos, Executor threads) {
        way = redis.new Way();
        registry = new ChannelRegistry(1, new CachedEvents(1 << 20, app -> Duration.ofMinutes(30), nanos));
        fanOut = new FanOut(registry, new Meters(), 1 << 20);
        Publisher publisher = new Publisher(fanOut, new Meters(), 200);
        Census census = new LocalCensus(registry, clients, new Users());
        cluster = new Cluster(
                settings,
                way,
                new Cluster.Parts(
                        registry, publisher, census, meters, () -> Map.of("connections", (long) connections.size())),
                nanos);
        broker = cluster.broker(new LocalBroker(publisher));
        registry.writeDownIn(cluster.presences());
        registry.keepIn(cluster.lastEvents());
        ChannelObserver whole = new ChannelObserver() {
            @Override
            public void occupied(ChannelName channel) {
                occupancies.add("occupied " + channel);
            }

            @Override
            public void vacated(ChannelName channel) {
                occupancies.add("vacated " + channel);
            }

            @Override
            public void counted(ChannelName channel, int subscriptions) {
                counted.put(channel.text(), subscriptions);
            }

            @Override
            public void changed(ChannelName channel, Supplier<List<Presence>> members) {
                changes++;
            }

            @Override
            public void written(ChannelName channel) {
                written.add(channel);
            }

            @Override
            public void joined(ChannelName channel, Member member) {
                told.add("+" + member.key().orElse(""));
            }

            @Override
            public void left(ChannelName channel, Member member) {
                told.add("-" + member.key().orElse(""));
            }
        };
        registry.observe(cluster.everywhere(whole, app -> true));
        redis.add(this);
        fanOut.start(threads);
        cluster.begin(Map.of());
        cluster.heard(true);
    }

    void arrive(byte[] message) {
        if (!deaf && !way.cut) {
            arrived.add(message);
        }
    }

    /** True if there was anything to do. */
    boolean work() {
        if (frozen) {
            return false;
        }
        cluster.work();
        byte[] next = isBusSlow ? null : arrived.poll();
        byte[] nextInShards = areShardsSlow ? null : arrivedInShards.poll();
        if (next != null) {
            receive(next);
        }
        if (nextInShards != null) {
            receiveInShard(nextInShards);
        }
        cluster.work();
        return next != null || nextInShards != null;
    }

    private void receive(byte[] message) {
        try {
            cluster.receive(message);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void receiveInShard(byte[] message) {
        try {
            cluster.receiveInShard(message);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It subscribes to all shards, or loses a subscription to one. */
    void hearShards(boolean all) {
        hearsShards = all;
        cluster.heardShards(all);
    }

    /** True if it is subscribed. */
    boolean arriveInShard(byte[] message) {
        return hearsShards && arrivedInShards.add(message);
    }

    /** When it goes on after a freeze, what has arrived comes to its desk before anything else is done. */
    void thaw() {
        frozen = false;
        for (byte[] next = arrived.poll(); next != null; next = arrived.poll()) {
            receive(next);
        }
    }

    /** The network between this node and Redis fails, which it notices. */
    void cut() {
        way.cut = true;
        arrived.clear();
        cluster.heard(false);
    }

    void reconnect() {
        way.cut = false;
        cluster.heard(true);
    }

    Connection connection(String id) {
        return connections.computeIfAbsent(id, i -> {
            RecordingWriter writer = RecordingWriter.prompt();
            writers.put(i, writer);
            Connection connection = TestConnections.echo(i, writer);
            clients.add(connection);
            return connection;
        });
    }

    /** Whether a client's connection was closed from this side. */
    boolean isClosed(String id) {
        RecordingWriter writer = writers.get(id);
        return writer != null && writer.aborted() != null;
    }

    void subscribe(String id, ChannelName channel) {
        registry.join(connection(id), channel);
    }

    /** As a user whose id is {@code user}. */
    void join(String id, ChannelName channel, String user) {
        join(id, channel, user, 0, () -> {});
    }

    void join(String id, ChannelName channel, String user, int maxMembers, Runnable full) {
        assertThat(registry.join(connection(id), channel, member(user), maxMembers, full))
                .isTrue();
    }

    void leave(String id, ChannelName channel) {
        registry.leave(connection(id), channel);
    }

    void end(String id) {
        registry.leaveAll(connection(id));
        connections.remove(id);
    }

    static Member member(String user) {
        return Member.of(new JsonText("{\"user_id\":\"" + user + "\"}")).orElseThrow();
    }

    /** Sockets of members, as this node's clients know them, the oldest first. */
    List<String> members(ChannelName channel) {
        return registry.presences(channel).stream()
                .map(Presence::socket)
                .map(Object::toString)
                .toList();
    }

    /** What a client was told, in short, all of it. */
    List<String> heard(String id) throws InterruptedException {
        ChannelName barrier = new ChannelName("barrier-" + id + "-" + System.nanoTime());
        Connection connection = connection(id);
        RecordingWriter writer = writers.getOrDefault(id, RecordingWriter.prompt());
        registry.join(connection, barrier);
        fanOut.publish(new Broadcast(barrier, "barrier", JsonText.NULL, null));
        String last = "42[\"barrier\",\"" + barrier + "\",null]";
        for (int count = 1; !writer.frames().contains(last); count++) {
            writer.await(count);
        }
        registry.leave(connection, barrier);
        return writer.frames().stream()
                .filter(frame -> !frame.contains("\"barrier\""))
                .map(TestNode::inShort)
                .toList();
    }

    private static String text(JsonText object, String name) {
        return Objects.requireNonNull(object.members().get(name)).string();
    }

    /** {@code list a b}, {@code +a}, {@code -user}, or the frame. */
    private static String inShort(String frame) {
        JsonText json = new JsonText(frame.substring(2));
        List<JsonText> elements = json.elements();
        String what = elements.get(0).string();
        JsonText data = elements.get(2);
        return switch (what) {
            case "presence:subscribed" ->
                "list"
                        + data.elements().stream()
                                .map(row -> " " + text(row, "socketId"))
                                .reduce("", String::concat);
            case "presence:joining" -> "+" + text(data, "socketId");
            case "presence:leaving" -> "-" + text(data, "user_id");
            case "pusher:cache_miss" -> "nothing";
            default -> what + " " + data.text();
        };
    }
}
