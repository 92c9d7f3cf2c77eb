package canyon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.broker.LocalCensus;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Publisher;
import canyon.cluster.Cluster;
import canyon.cluster.ClusterMeters;
import canyon.config.ClusterSettings;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.connection.Connections;
import canyon.metrics.Meters;
import canyon.support.RedisProcess;
import canyon.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** How long the start of Canyon waits for other nodes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class NeighboursIT {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Neighbours> started = new ArrayList<>();
    private RedisProcess redis;

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.server();
    }

    @AfterEach
    void stop() throws Exception {
        started.forEach(Neighbours::stop);
        threads.shutdownNow();
        redis.close();
    }

    @Test
    void a_node_that_begins_waits_until_it_is_known_to_the_others() throws Exception {
        Neighbours one = begin("");
        assertThat(one.awaitUp(Duration.ofMinutes(1))).isTrue();
        Neighbours two = begin("");
        assertThat(two.awaitUp(Duration.ofMinutes(1))).isTrue();

        assertThat(two.cluster().nodes()).hasSize(2);
    }

    @Test
    void a_user_who_may_only_subscribe_makes_nobody_wait() throws Exception {
        try (Jedis admin = new Jedis("127.0.0.1", redis.port())) {
            admin.aclSetUser("canyon", "on", ">open-sesame", "resetchannels", "&shop_*", "-@all", "+psubscribe");
        }
        Neighbours node = begin("canyon:open-sesame@");

        // In case of doubt it would wait for a minute, and the test give up.
        assertThat(node.awaitUp(Duration.ofHours(1))).isTrue();
        assertThat(node.cluster().isUp()).isFalse();
    }

    /** It is full, a replica, or does not run scripts: a node works alone with it, as one did before it had others. */
    @ParameterizedTest
    @ValueSource(strings = {"maxmemory 1", "replicaof 127.0.0.1 1", "rename-command EVAL \"\""})
    void a_redis_that_refuses_what_nodes_need_makes_nobody_wait(String line) throws Exception {
        redis.close();
        redis = RedisProcess.server(line);
        Neighbours node = begin("");

        // As above.
        assertThat(node.awaitUp(Duration.ofHours(1))).isTrue();
        assertThat(node.cluster().isUp()).isFalse();
    }

    @Test
    void a_redis_that_is_away_may_come_back() throws Exception {
        redis.kill();
        Neighbours node = begin("");
        assertThat(node.awaitUp(Duration.ofMillis(200))).isFalse();
        redis.startAgain();

        assertThat(node.awaitUp(Duration.ofMinutes(1))).isTrue();
        assertThat(node.cluster().isUp()).isTrue();
    }

    private Neighbours begin(String login) {
        RedisSettings settings = new RedisSettings(
                RedisUrl.parse("redis://" + login + redis.place()),
                RedisPrefixes.parse("shop_"),
                Duration.ofSeconds(5),
                Duration.ofMillis(200));
        ClusterSettings own =
                new ClusterSettings(null, "canyon:", Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ZERO);
        ChannelRegistry registry = new ChannelRegistry(1);
        Publisher publisher = new Publisher(new FanOut(registry, new Meters(), 1 << 20), new Meters(), 200);
        Neighbours node = new Neighbours(
                own,
                settings,
                new Cluster.Parts(
                        registry,
                        publisher,
                        new LocalCensus(registry, new Connections(), new Users()),
                        new ClusterMeters(),
                        Map::of));
        started.add(node);
        node.start(threads);
        node.begin("test", Instant.EPOCH);
        return node;
    }
}
