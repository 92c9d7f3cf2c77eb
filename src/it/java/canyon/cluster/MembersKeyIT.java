package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.PresenceSettings;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.message.ChannelName;
import canyon.metrics.Meters;
import canyon.redis.PresenceFeed;
import canyon.support.RedisCluster;
import canyon.support.RedisProcess;
import canyon.support.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;

/** The key of a presence channel's members, which several nodes write. */
@ExtendWith(RedisServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MembersKeyIT {
    private static final ChannelName ROOM = new ChannelName("presence-room");
    private static final String KEY = "presence-room:members";
    private static final Pattern SOCKET = Pattern.compile("\"socketId\":\"([^\"]+)\"");
    private static final int ROUNDS = 20;

    @RegisterExtension
    final LiveNodes nodes = new LiveNodes(Duration.ofSeconds(40));

    private final List<PresenceFeed> feeds = new ArrayList<>();
    private final List<Thread> runners = new ArrayList<>();

    @AfterEach
    void stopFeeds() throws InterruptedException {
        feeds.forEach(PresenceFeed::stop);
        for (Thread runner : runners) {
            runner.join();
        }
    }

    @Test
    void a_list_that_comes_late_does_not_stay() throws Exception {
        RedisProcess redis = nodes.server();
        RedisWay way = nodes.keep(new RedisWay(redis.port()));
        LiveNode one = node("redis://" + redis.place(), "redis://" + way.place());
        LiveNode two = node("redis://" + redis.place(), "redis://" + redis.place());
        nodes.awaitUp();
        nodes.awaitEach(
                node -> assertThat(node.cluster.hasOthers()).as("has others").isTrue());
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            way.hold("SET");
            one.join("1.1", ROOM, "ann");
            nodes.await(() -> assertThat(way.isHolding()).isTrue());
            two.join("2.1", ROOM, "ben");
            nodes.await(() -> assertThat(sockets(jedis.get(KEY))).containsExactly("1.1", "2.1"));
            long written = timesWritten(jedis);
            way.letGo();
            nodes.await(() -> assertThat(timesWritten(jedis)).isGreaterThan(written));

            nodes.await(() -> assertThat(sockets(jedis.get(KEY))).containsExactly("1.1", "2.1"));
        }
    }

    @Test
    void members_of_a_dead_node_leave_a_key_that_nobody_else_writes() throws Exception {
        RedisProcess redis = nodes.server();
        LiveNode one = node("redis://" + redis.place(), "redis://" + redis.place());
        node("redis://" + redis.place(), "redis://" + redis.place());
        nodes.awaitUp();
        one.join("1.1", ROOM, "ann");
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            nodes.await(() -> assertThat(sockets(jedis.get(KEY))).containsExactly("1.1"));
            one.die();

            nodes.await(() -> assertThat(jedis.get(KEY)).isEqualTo("[]"));
        }
    }

    @Test
    void members_that_came_when_a_node_was_alone_stay_in_the_key() throws Exception {
        RedisProcess redis = nodes.server();
        LiveNode one = node("redis://" + redis.place(), "redis://" + redis.place());
        nodes.awaitUp();
        one.join("1.1", ROOM, "ann");
        LiveNode two = node("redis://" + redis.place(), "redis://" + redis.place());
        two.join("2.1", ROOM, "ben");
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            nodes.await(() -> assertThat(sockets(jedis.get(KEY))).containsExactlyInAnyOrder("1.1", "2.1"));
        }
    }

    @Test
    void a_node_alone_writes_the_key_again_when_redis_was_started_without_its_data() throws Exception {
        RedisProcess redis = nodes.server();
        LiveNode one = node("redis://" + redis.place(), "redis://" + redis.place());
        nodes.awaitUp();
        one.join("1.1", ROOM, "ann");
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            nodes.await(() -> assertThat(sockets(jedis.get(KEY))).containsExactly("1.1"));
        }
        redis.kill();
        nodes.awaitAlone();
        redis.startAgain();

        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            nodes.await(() -> assertThat(sockets(jedis.get(KEY))).containsExactly("1.1"));
        }
    }

    @Test
    void in_a_cluster_the_key_is_what_its_log_says_however_many_come_and_go_at_once() throws Exception {
        RedisCluster redis = nodes.keep(RedisCluster.start());
        String url = "redis-cluster://" + redis.places();
        LiveNode one = node(url, url);
        LiveNode two = node(url, url);
        nodes.awaitUp();
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        for (int round = 0; round < ROUNDS; round++) {
            one.join("1.2", ROOM, "eve");
            two.join("2.2", ROOM, "joe");
            one.end("1.2");
            two.end("2.2");
        }
        HostAndPort place = new HostAndPort("127.0.0.1", redis.nodes().get(0).port());
        try (RedisClusterClient jedis = RedisClusterClient.create(place)) {
            nodes.await(() -> assertThat(sockets(jedis.get(KEY))).containsExactlyInAnyOrder("1.1", "2.1"));
        }
    }

    /** @param way to Redis for what is written to the key */
    private LiveNode node(String url, String way) {
        LiveNode node = nodes.start(url);
        RedisSettings settings = new RedisSettings(
                RedisUrl.parse(way), RedisPrefixes.parse("none"), Duration.ofMinutes(1), Duration.ofMillis(200));
        PresenceFeed feed = new PresenceFeed(
                settings,
                new PresenceSettings(false, true, 1_000),
                new PresenceFeed.Others("canyon:", node.cluster::hasOthers),
                new Meters());
        node.registry.observe(feed);
        feeds.add(feed);
        Thread runner = new Thread(feed);
        runners.add(runner);
        runner.start();
        return node;
    }

    private static List<String> sockets(@Nullable String members) {
        Matcher found = SOCKET.matcher(members == null ? "" : members);
        List<String> sockets = new ArrayList<>();
        while (found.find()) {
            sockets.add(found.group(1));
        }
        return sockets;
    }

    private static long timesWritten(Jedis jedis) {
        Matcher calls = Pattern.compile("cmdstat_set:calls=(\\d+)").matcher(jedis.info("commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }
}
