package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters.Count;
import canyon.message.ChannelName;
import canyon.support.RedisCluster;
import canyon.support.RedisProcess;
import canyon.support.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Events that go from node to node by sharded pub/sub of a Redis Cluster, while it and the nodes change. */
@ExtendWith(RedisServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(180)
class ShardedEventsIT {
    /** In as many shards. */
    private static final List<ChannelName> CHANNELS =
            IntStream.range(0, 20).mapToObj(i -> new ChannelName("orders." + i)).toList();

    @RegisterExtension
    final LiveNodes nodes = new LiveNodes(Duration.ofSeconds(40));

    private final List<Stream> streams = new ArrayList<>();

    /** One after the other, to all channels in turn, by one node, until it is ended. */
    private final class Stream {
        private final LiveNode sender;
        private final String name;
        private final CompletableFuture<Integer> sent;
        private volatile boolean isEnding;
        private volatile int count;

        Stream(LiveNode sender, String name) {
            this.sender = sender;
            this.name = name;
            sent = CompletableFuture.supplyAsync(this::send);
            streams.add(this);
        }

        private int send() {
            try {
                for (int i = 0; !isEnding; i++) {
                    sender.publish(CHANNELS.get(i % CHANNELS.size()), name + i);
                    count = i + 1;
                    TimeUnit.MICROSECONDS.sleep(500);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return count;
        }

        /** Returns when so many more have been sent. */
        void awaitMore(int more) {
            int goal = count + more;
            nodes.await(() -> assertThat(count).isGreaterThanOrEqualTo(goal));
        }

        List<String> all() {
            isEnding = true;
            return IntStream.range(0, sent.join()).mapToObj(i -> name + i).toList();
        }
    }

    @Test
    void each_arrives_once_and_in_order_by_the_shard_of_its_channel() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        start(redis, 3);
        awaitSharded();
        Stream one = new Stream(nodes.get(0), "a");
        Stream two = new Stream(nodes.get(1), "b");
        one.awaitMore(500);
        two.awaitMore(500);

        int count = assertHeard();
        assertThat(nodes.get(0).meters.sum(Count.SHARDED) + nodes.get(1).meters.sum(Count.SHARDED))
                .isEqualTo(count);
        assertThat(redis.nodes().stream()
                        .mapToLong(node -> calls(node, "spublish"))
                        .sum())
                .isEqualTo(count);
        assertThat(redis.nodes().stream().filter(node -> calls(node, "spublish") > 0))
                .as("servers that were told")
                .hasSize(3);
        assertNothingMissed();
    }

    @Test
    void none_is_lost_or_doubled_when_slots_move() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        start(redis, 3);
        awaitSharded();
        Stream stream = new Stream(nodes.get(0), "a");
        stream.awaitMore(200);
        for (ChannelName channel : CHANNELS.subList(0, 3)) {
            redis.move("canyon:bus:" + Shards.of(channel), () -> {});
            stream.awaitMore(200);
        }
        awaitSharded();
        long before = nodes.get(0).meters.sum(Count.SHARDED);
        stream.awaitMore(200);

        assertThat(nodes.get(0).meters.sum(Count.SHARDED)).isGreaterThan(before);
        assertHeard();
        assertNothingMissed();
    }

    @Test
    void none_is_lost_or_doubled_when_a_node_loses_the_connection_for_some_shards() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        RedisProcess other = redis.masterOf("canyon:bus:" + Shards.of(CHANNELS.get(0)));
        Stream stream = streamWithTheBusElsewhere(redis, other);
        try (Jedis jedis = new Jedis("127.0.0.1", other.port())) {
            String client = jedis.clientList(ClientType.PUBSUB).lines().toList().get(1);
            jedis.clientKill(ClientKillParams.clientKillParams().id(client.replaceAll("^id=(\\d+) .*", "$1")));
        }
        stream.awaitMore(200);
        awaitSharded();
        stream.awaitMore(200);

        assertHeard();
    }

    @Test
    void none_is_doubled_and_all_come_again_when_a_master_fails() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        RedisProcess failing = redis.masterOf("canyon:bus:" + Shards.of(CHANNELS.get(0)));
        Stream stream = streamWithTheBusElsewhere(redis, failing);
        failing.kill();
        stream.awaitMore(200);
        nodes.await(() -> assertThat(redis.replicas().size()).isLessThan(3));
        awaitSharded();
        stream.awaitMore(200);

        assertHeard();
    }

    @Test
    void none_is_lost_or_doubled_when_a_node_comes_and_goes_that_hears_no_shards() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        start(redis, 2);
        awaitSharded();
        Stream stream = new Stream(nodes.get(0), "a");
        stream.awaitMore(200);
        LiveNode former = LiveNode.of(false, "redis-cluster://" + redis.places());
        try {
            nodes.await(() -> assertThat(nodes.get(0).cluster.isSharded()).isFalse());
            nodes.awaitUp(former);
            former.subscribe("9.1", CHANNELS.get(0));
            int first = stream.count;
            stream.awaitMore(500);
            String last = "a" + (first + 400) / CHANNELS.size() * CHANNELS.size();
            nodes.await(() -> assertThat(former.eventsTo("9.1")).contains(last));
            assertThat(former.eventsTo("9.1")).doesNotHaveDuplicates();
        } finally {
            former.close();
        }
        stream.awaitMore(500);

        assertHeard();
        assertNothingMissed();
    }

    @Test
    void they_go_to_all_servers_where_a_user_may_not_subscribe_to_shards() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        for (RedisProcess node : redis.nodes()) {
            try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
                jedis.aclSetUser("narrow", "reset", "on", ">secret", "+@all", "-ssubscribe", "~*", "&*");
            }
        }
        for (int i = 0; i < 2; i++) {
            nodes.start("redis-cluster://narrow:secret@" + redis.places());
        }
        subscribe();
        nodes.awaitEach(node -> assertThat(node.cluster.nodes()).hasSize(2));
        nodes.await(() -> assertThat(
                        redis.nodes().stream().filter(node -> calls(node, "ssubscribe") > 0 || rejections(node) > 0))
                .isNotEmpty());
        Stream stream = new Stream(nodes.get(0), "a");
        stream.awaitMore(200);

        assertHeard();
        assertThat(nodes.get(0).meters.sum(Count.SHARDED)).isZero();
    }

    private void start(RedisCluster redis, int count) {
        for (int i = 0; i < count; i++) {
            nodes.start("redis-cluster://" + redis.places());
        }
        subscribe();
    }

    /** Three nodes, one of which sends by shards; all hear the bus where nothing happens. */
    private Stream streamWithTheBusElsewhere(RedisCluster redis, RedisProcess server) {
        String bus = redis.nodes().stream()
                .filter(node -> node != server)
                .findFirst()
                .orElseThrow()
                .place();
        for (int i = 0; i < 3; i++) {
            nodes.start("redis-cluster://" + bus);
        }
        subscribe();
        awaitSharded();
        Stream stream = new Stream(nodes.get(0), "a");
        stream.awaitMore(200);
        return stream;
    }

    /** A client of each node to all channels. */
    private void subscribe() {
        for (LiveNode node : nodes.all()) {
            CHANNELS.forEach(channel -> node.subscribe("1.1", channel));
        }
    }

    private void awaitSharded() {
        nodes.awaitEach(
                node -> assertThat(node.cluster.nodes()).hasSize(nodes.all().size()));
        nodes.awaitEach(node -> assertThat(node.cluster.isSharded()).isTrue());
    }

    /** @return how many there were */
    private int assertHeard() {
        int count = 0;
        for (Stream stream : streams) {
            List<String> all = stream.all();
            count += all.size();
            for (LiveNode node : nodes.all()) {
                nodes.await(() -> assertThat(eventsTo(node, stream.name)).contains(all.get(all.size() - 1)));
                for (int i = 0; i < CHANNELS.size(); i++) {
                    assertThat(inTurn(eventsTo(node, stream.name), i)).isEqualTo(inTurn(all, i));
                }
            }
        }
        return count;
    }

    private static List<String> eventsTo(LiveNode node, String stream) {
        return node.eventsTo("1.1").stream()
                .filter(event -> event.startsWith(stream))
                .toList();
    }

    /** Those of one channel. */
    private static List<String> inTurn(List<String> events, int channel) {
        return events.stream()
                .filter(event -> Integer.parseInt(event.substring(1)) % CHANNELS.size() == channel)
                .toList();
    }

    private void assertNothingMissed() {
        for (LiveNode node : nodes.all()) {
            assertThat(node.meters.sum(Count.GAPS)).isZero();
            assertThat(node.meters.sum(Count.UNSENT)).isZero();
        }
    }

    private static long calls(RedisProcess node, String command) {
        return stat(node, command, "calls");
    }

    private static long rejections(RedisProcess node) {
        return stat(node, "ssubscribe", "rejected_calls");
    }

    private static long stat(RedisProcess node, String command, String what) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            return jedis.info("commandstats")
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll(".*[:,]" + what + "=(\\d+).*", "$1")))
                    .sum();
        }
    }
}
