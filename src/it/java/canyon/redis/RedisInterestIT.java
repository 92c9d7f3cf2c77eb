package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisSettings.SentinelLogin;
import canyon.config.RedisSubscription;
import canyon.config.RedisTls;
import canyon.config.RedisUrl;
import canyon.message.ChannelName;
import canyon.support.Await;
import canyon.support.RedisProcess;
import canyon.support.RedisServers;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

@ExtendWith(RedisServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(90)
class RedisInterestIT {
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final ChannelName CACHED = new ChannelName("cache-prices");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** More than fits into the buffers between two processes at once, if nobody takes care. */
    private static final int MANY = 50_000;

    private final BlockingQueue<String> joined = new LinkedBlockingQueue<>();
    private RedisProcess redis;
    private @Nullable RedisInterest interest;
    private @Nullable Thread keeper;
    private @Nullable SubscriberRig rig;

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.server();
    }

    @AfterEach
    void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
        if (interest != null && keeper != null) {
            interest.stop();
            keeper.join();
        }
        redis.close();
    }

    @Test
    void whoever_has_joined_misses_nothing_from_then_on() throws Exception {
        RedisInterest interest = subscribe("shop_,none", "");

        for (int i = 0; i < 200; i++) {
            ChannelName channel = new ChannelName("orders-" + i);
            join(interest, channel);
            assertThat(joined.poll(20, TimeUnit.SECONDS)).isEqualTo(channel.text());
            publish((i % 2 == 0 ? "shop_" : "") + channel, "1");
            assertThat(rig().next()).endsWith(channel + " 1");
        }
        rig().assertNothingMore();
    }

    @Test
    void only_what_clients_have_joined_is_subscribed_to() throws Exception {
        RedisInterest interest = subscribe("shop_", "");
        join(interest, ORDERS);
        assertThat(joined.poll(20, TimeUnit.SECONDS)).isEqualTo("orders");

        assertThat(subscribed()).containsExactly("shop_canyon:alive", "shop_orders");
        publish("shop_others", "1");
        publish("shop_orders", "2");

        assertThat(rig().next()).isEqualTo("shop_orders 2");
    }

    @Test
    void a_channel_that_all_have_left_is_given_up_in_a_while() throws Exception {
        RedisInterest interest = subscribe("none", "");
        join(interest, ORDERS);
        joined.take();

        interest.vacated(ORDERS);

        assertThat(subscribed()).contains("orders");
        Await.within(PATIENCE, () -> assertThat(subscribed()).doesNotContain("orders"));
    }

    @Test
    void cache_channels_are_heard_once_whether_somebody_listens_or_not() throws Exception {
        RedisInterest interest = subscribe("shop_,none", "");

        publish("shop_cache-prices", "1");
        assertThat(rig().next()).isEqualTo("shop_cache-prices 1");
        join(interest, CACHED);
        joined.take();
        publish("private-encrypted-cache-x", "2");
        publish("cache-prices", "3");

        assertThat(rig().next()).isEqualTo("private-encrypted-cache-x 2");
        assertThat(rig().next()).isEqualTo("cache-prices 3");
        publish("cache-prices", "4");
        assertThat(rig().next()).isEqualTo("cache-prices 4");
    }

    @Test
    void when_redis_comes_back_everything_is_subscribed_to_again() throws Exception {
        RedisInterest interest = subscribe("none", "");
        for (int i = 0; i < MANY; i++) {
            interest.occupied(new ChannelName("channel-" + i));
        }
        Await.within(PATIENCE, () -> assertThat(subscribed()).hasSize(MANY + 1));

        redis.kill();
        rig().awaitFailure();
        join(interest, ORDERS);
        assertThat(joined.poll(20, TimeUnit.SECONDS))
                .as("nobody waits for a Redis that is away")
                .isEqualTo("orders");
        redis.startAgain();
        rig().awaitSubscribed();

        // It says so only when it is true.
        assertThat(subscribed()).hasSize(MANY + 2).contains("orders");
        publish("channel-" + (MANY - 1), "1");
        assertThat(rig().next()).isEqualTo("channel-" + (MANY - 1) + " 1");
    }

    @Test
    void a_frozen_redis_keeps_a_client_waiting_no_longer_than_configured() throws Exception {
        RedisInterest interest = subscribe("none", "");

        redis.freeze();
        for (int i = 0; i < MANY; i++) {
            join(interest, new ChannelName("channel-" + i));
        }

        for (int i = 0; i < MANY; i++) {
            assertThat(joined.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        redis.thaw();
        Await.within(PATIENCE, () -> assertThat(subscribed()).hasSize(MANY + 1));
    }

    @Test
    void what_a_user_may_not_hear_does_not_keep_the_others_from_it() throws Exception {
        try (Jedis admin = new Jedis("127.0.0.1", redis.port())) {
            admin.aclSetUser(
                    "canyon",
                    "on",
                    ">open-sesame",
                    "resetchannels",
                    "&shop_*",
                    "-@all",
                    "+subscribe",
                    "+unsubscribe",
                    "+psubscribe");
        }
        try (LogRecorder log = new LogRecorder(RedisInterest.class)) {
            RedisInterest interest = subscribe("shop_,none", "canyon:open-sesame@");
            assertThat(log.await("cache channel")).contains("NOPERM").doesNotContain("open-sesame");

            join(interest, ORDERS);
            assertThat(joined.poll(20, TimeUnit.SECONDS)).isEqualTo("orders");
            join(interest, CACHED);
            assertThat(joined.poll(20, TimeUnit.SECONDS)).isEqualTo("cache-prices");

            assertThat(log.await("NOPERM")).contains("refuses a subscription");
            assertThat(rig().health.status().state()).isEqualTo(RedisState.CONNECTED);
            publish("shop_orders", "1");
            assertThat(rig().next()).isEqualTo("shop_orders 1");
        }
    }

    @Test
    void a_user_that_may_hear_what_is_needed_is_enough() throws Exception {
        try (Jedis admin = new Jedis("127.0.0.1", redis.port())) {
            admin.aclSetUser(
                    "canyon", "on", ">open-sesame", "resetchannels", "&shop_*", "-@all", "+subscribe", "+unsubscribe");
        }
        RedisInterest interest = subscribe("shop_", "canyon:open-sesame@");
        join(interest, ORDERS);
        join(interest, CACHED);
        joined.take();
        joined.take();

        publish("shop_orders", "1");
        assertThat(rig().next()).isEqualTo("shop_orders 1");
        publish("shop_cache-prices", "2");
        assertThat(rig().next()).isEqualTo("shop_cache-prices 2");
    }

    private RedisInterest subscribe(String prefixes, String login) throws InterruptedException {
        RedisSettings settings = new RedisSettings(
                RedisUrl.parse("redis://" + login + redis.place()),
                RedisPrefixes.parse(prefixes),
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                RedisTls.NONE,
                SentinelLogin.NONE,
                new RedisSubscription(true, Duration.ofSeconds(2)));
        RedisInterest started = new RedisInterest(settings);
        interest = started;
        keeper = new Thread(started, "interest");
        keeper.start();
        rig = SubscriberRig.start(settings, started);
        rig.awaitSubscribed();
        return started;
    }

    private SubscriberRig rig() {
        return Objects.requireNonNull(rig);
    }

    /** As the registry does. */
    private void join(RedisInterest interest, ChannelName channel) {
        interest.await(channel, () -> {
            interest.occupied(channel);
            joined.add(channel.text());
        });
    }

    private Set<String> subscribed() {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            return new TreeSet<>(jedis.pubsubChannels());
        }
    }

    private void publish(String channel, String message) {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.publish(channel.getBytes(UTF_8), message.getBytes(UTF_8));
        }
    }
}
