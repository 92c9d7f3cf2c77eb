package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.message.ChannelName;
import canyon.support.Await;
import canyon.support.RedisCluster;
import canyon.support.RedisProcess;
import canyon.support.RedisServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

/** A node of a Redis Cluster takes subscriptions, and is told of nothing that is published on the others. */
@ExtendWith(RedisServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(150)
class ApartNodeIT {
    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final String APART = "is apart from the rest of the Redis Cluster";

    private RedisCluster redis;
    private RedisProcess replica;
    private RedisSettings settings;

    @BeforeEach
    void start() throws Exception {
        redis = RedisCluster.start();
        replica = redis.replicas().get(0);
        // It is the only one that is known at first, and so the one that is subscribed to.
        settings = new RedisSettings(
                RedisUrl.parse("redis-cluster://" + replica.place()),
                RedisPrefixes.parse("none"),
                Duration.ofSeconds(2),
                Duration.ofMillis(500));
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    @Test
    void one_that_the_others_have_forgotten_is_left_for_another_one() throws Exception {
        try (SubscriberRig rig = SubscriberRig.start(settings, Topics.patterns(List.of("*")), SILENCE)) {
            rig.awaitSubscribed();
            awaitListener(replica);
            redis.forget(replica);

            assertThat(rig.awaitFailure()).contains("is lost", replica.place() + " " + APART);
            rig.awaitSubscribed();
            assertHears(rig);
        }
    }

    @Test
    void one_that_has_forgotten_the_others_is_left_for_another_one() throws Exception {
        try (SubscriberRig rig = SubscriberRig.start(settings, Topics.channels(List.of("orders")), SILENCE)) {
            rig.awaitSubscribed();
            awaitListener(replica);
            redis.makeForget(replica);

            assertThat(rig.awaitFailure()).contains("is lost", APART);
            rig.awaitSubscribed();
            assertHears(rig);
        }
    }

    @Test
    void channels_of_clients_are_heard_at_another_one() throws Exception {
        RedisInterest interest = new RedisInterest(settings);
        interest.occupied(new ChannelName("orders"));
        try (SubscriberRig rig = SubscriberRig.start(settings, interest.topics(), SILENCE)) {
            rig.awaitSubscribed();
            redis.forget(replica);

            assertThat(rig.awaitFailure()).contains("is lost", APART);
            rig.awaitSubscribed();
            assertHears(rig);
        }
    }

    @Test
    void one_that_is_apart_is_not_subscribed_to_at_all() throws Exception {
        redis.forget(replica);
        try (SubscriberRig rig = SubscriberRig.start(settings, Topics.patterns(List.of("*")), Duration.ofHours(1))) {
            rig.awaitSubscribed();

            assertThat(listeners(replica)).isZero();
            assertHears(rig);
        }
    }

    @Test
    void one_whose_others_are_all_away_is_kept() throws Exception {
        for (RedisProcess node : redis.nodes()) {
            if (node != replica) {
                node.kill();
            }
        }
        try (SubscriberRig rig = SubscriberRig.start(settings, Topics.patterns(List.of("*")), SILENCE)) {
            rig.awaitSubscribed();
            // What would be said against it takes two looks at most.
            Await.until(() -> assertThat(listeners(replica)).isEqualTo(1));
            publish(replica, "1");
            assertThat(rig.next()).isEqualTo("orders 1");
            assertThat(rig.health.status().state()).isEqualTo(RedisState.CONNECTED);
        }
    }

    private void awaitListener(RedisProcess node) {
        Await.until(() -> assertThat(listeners(node)).isEqualTo(1));
    }

    private void assertHears(SubscriberRig rig) throws InterruptedException {
        int number = 0;
        for (RedisProcess node : redis.nodes()) {
            if (node != replica) {
                number++;
                publish(node, String.valueOf(number));
                assertThat(rig.next()).isEqualTo("orders " + number);
            }
        }
    }

    private static long listeners(RedisProcess node) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            return jedis.clientList()
                    .lines()
                    .filter(line -> line.contains("flags=P"))
                    .count();
        }
    }

    private static void publish(RedisProcess node, String message) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            jedis.publish("orders", message);
        }
    }
}
