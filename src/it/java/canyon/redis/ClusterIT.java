package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.support.RedisCluster;
import canyon.support.RedisProcess;
import canyon.support.RedisServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

/** A master is killed last. */
@ExtendWith(RedisServers.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(150)
class ClusterIT {
    private static final RedisScript COUNT = RedisScript.of("return redis.call('INCRBY', KEYS[1], ARGV[1])");

    private RedisCluster redis;

    @BeforeAll
    void start() throws Exception {
        redis = RedisCluster.start();
    }

    @AfterAll
    void stop() throws Exception {
        redis.close();
    }

    @Test
    @Order(1)
    void what_is_published_on_any_node_is_heard() throws Exception {
        // One node that is away does not matter, nor does one node that is enough to find the others.
        String url = "redis-cluster://127.0.0.1:1," + redis.nodes().get(0).place();
        try (SubscriberRig rig = SubscriberRig.start(settings(url))) {
            rig.awaitSubscribed();

            for (RedisProcess node : redis.nodes()) {
                publish(node, "orders", "from " + node.port());
                assertThat(rig.next()).isEqualTo("orders from " + node.port());
            }
        }
    }

    @Test
    @Order(2)
    void keys_scripts_and_messages_reach_their_nodes() throws Exception {
        try (SubscriberRig rig = SubscriberRig.start(settings(url()));
                RedisCommands commands = commands(url())) {
            rig.awaitSubscribed();

            for (int i = 0; i < 50; i++) {
                int number = i;
                commands.call(jedis -> jedis.set("key-" + number, "v"));
                assertThat(commands.eval(
                                COUNT, List.of(("count-" + number).getBytes(UTF_8)), List.of("3".getBytes(UTF_8))))
                        .isEqualTo(3L);
            }
            commands.publish("orders".getBytes(UTF_8), "1".getBytes(UTF_8));
            assertThat(rig.next()).isEqualTo("orders 1");
        }
    }

    @Test
    @Order(3)
    void one_node_that_is_taken_for_a_single_server_is_recognised() throws Exception {
        String url = "redis://" + redis.nodes().get(0).place();
        try (LogRecorder log = new LogRecorder(DirectRoute.class);
                SubscriberRig rig = SubscriberRig.start(settings(url));
                RedisCommands commands = commands(url)) {
            assertThat(log.await("cluster")).contains("cluster_enabled:1", "redis-cluster://");
            rig.awaitSubscribed();

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 50; i++) {
                            int number = i;
                            commands.call(jedis -> jedis.set("key-" + number, "v"));
                        }
                    })
                    .isInstanceOf(RedisRefusedException.class)
                    .hasMessageStartingWith("MOVED ")
                    .hasMessageContaining("must begin with redis-cluster://");
        }
    }

    @Test
    @Order(3)
    void a_single_server_that_is_taken_for_a_cluster_is_recognised() throws Exception {
        try (RedisProcess single = RedisProcess.server();
                SubscriberRig rig = SubscriberRig.start(settings("redis-cluster://" + single.place()));
                RedisCommands commands = commands("redis-cluster://" + single.place())) {
            assertThat(rig.awaitFailure()).contains("it is no node of a Redis Cluster", "redis://");
            assertThatThrownBy(() -> commands.call(jedis -> jedis.get("key")))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("cluster support disabled");
        }
    }

    @Test
    @Order(4)
    void after_a_master_was_killed_others_are_heard_and_its_keys_are_there_again() throws Exception {
        RedisProcess victim = redis.nodes().get(0);
        // It is the only one that is known at first, and so the one that is subscribed to.
        try (SubscriberRig rig = SubscriberRig.start(settings("redis-cluster://" + victim.place()));
                RedisCommands commands = commands(url())) {
            rig.awaitSubscribed();
            for (int i = 0; i < 50; i++) {
                int number = i;
                commands.call(jedis -> jedis.set("key-" + number, "before"));
            }
            commands.publish("orders".getBytes(UTF_8), "1".getBytes(UTF_8));
            assertThat(rig.next()).isEqualTo("orders 1");

            victim.kill();

            assertThat(rig.awaitFailure()).contains("is lost");
            rig.awaitHearing(text -> publish(redis.nodes().get(5), "orders", text));
            for (int i = 0; i < 50; i++) {
                int number = i;
                Retry.until(() -> commands.call(jedis -> jedis.set("key-" + number, "after")));
            }
            Retry.until(() -> commands.publish("orders".getBytes(UTF_8), "2".getBytes(UTF_8)));
            assertThat(rig.next()).isEqualTo("orders 2");
        }
    }

    private String url() {
        return "redis-cluster://" + redis.places();
    }

    private static RedisCommands commands(String url) {
        return new RedisCommands(settings(url), Duration.ofSeconds(2), 2);
    }

    private static RedisSettings settings(String url) {
        return new RedisSettings(
                RedisUrl.parse(url), RedisPrefixes.parse("none"), Duration.ofSeconds(2), Duration.ofMillis(500));
    }

    private static void publish(RedisProcess node, String channel, String message) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            jedis.publish(channel, message);
        }
    }
}
