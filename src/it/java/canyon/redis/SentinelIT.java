package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisSettings.SentinelLogin;
import canyon.config.RedisSubscription;
import canyon.config.RedisTls;
import canyon.config.RedisUrl;
import canyon.config.Secret;
import canyon.support.RedisProcess;
import canyon.support.RedisSentinels;
import canyon.support.RedisServers;
import java.time.Duration;
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
@Timeout(150)
class SentinelIT {
    private RedisSentinels redis;

    @BeforeEach
    void start() throws Exception {
        redis = RedisSentinels.start();
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    @Test
    void after_the_master_was_killed_its_successor_is_heard_and_told() throws Exception {
        try (SubscriberRig rig = SubscriberRig.start(settings(RedisSentinels.SENTINEL_PASSWORD));
                RedisCommands commands = commands(settings(RedisSentinels.SENTINEL_PASSWORD))) {
            rig.awaitSubscribed();
            RedisProcess first = redis.master();
            publish(first, "orders", "1");
            assertThat(rig.next()).isEqualTo("orders 1");
            commands.call(jedis -> jedis.set("key", "of the first"));

            first.kill();
            assertThat(rig.awaitFailure()).contains("is lost");
            RedisProcess second = redis.awaitMasterOtherThan(first);

            rig.awaitHearing(text -> publish(second, "orders", text));
            assertThat(rig.health.status().state()).isEqualTo(RedisState.CONNECTED);
            Retry.until(() -> commands.call(jedis -> jedis.set("key", "of the second")));
            assertThat(read(second, "key")).isEqualTo("of the second");
        }
    }

    /** Nobody tells its clients that it is gone. */
    @Test
    void a_frozen_master_is_left_for_its_successor() throws Exception {
        try (RedisCommands commands = commands(settings(RedisSentinels.SENTINEL_PASSWORD))) {
            commands.call(jedis -> jedis.set("key", "of the first"));
            RedisProcess first = redis.master();

            first.freeze();
            RedisProcess second = redis.awaitMasterOtherThan(first);
            Retry.until(() -> commands.call(jedis -> jedis.set("key", "of the second")));

            assertThat(read(second, "key")).isEqualTo("of the second");
            first.thaw();
        }
    }

    @Test
    void a_sentinel_that_is_gone_does_not_matter() throws Exception {
        redis.sentinels().get(0).kill();
        try (SubscriberRig rig = SubscriberRig.start(settings(RedisSentinels.SENTINEL_PASSWORD))) {
            rig.awaitSubscribed();

            publish(redis.master(), "orders", "1");

            assertThat(rig.next()).isEqualTo("orders 1");
        }
    }

    @Test
    void what_is_wrong_is_said_and_no_password_is() throws Exception {
        assertThat(failure(settings("wrong-secret")))
                .contains("it wants another canyon.redis.sentinel.password")
                .doesNotContain("wrong-secret");
        assertThat(failure(settings(url("other"), RedisSentinels.SENTINEL_PASSWORD)))
                .contains("knows no master named other")
                .doesNotContain(RedisSentinels.PASSWORD, RedisSentinels.SENTINEL_PASSWORD);
        assertThat(failure(settings(
                        "redis-sentinel://:" + RedisSentinels.PASSWORD + "@"
                                + redis.master().place() + "/main",
                        RedisSentinels.PASSWORD)))
                .contains("it is no Sentinel");
        assertThat(failure(
                        settings(url("main").replace(":of-redis@", ":open-sesame@"), RedisSentinels.SENTINEL_PASSWORD)))
                .contains("WRONGPASS")
                .doesNotContain("open-sesame");
    }

    @Test
    void a_sentinel_that_is_taken_for_redis_is_recognised() throws Exception {
        String place = redis.sentinels().get(0).place();

        assertThat(failure(settings("redis://:" + RedisSentinels.SENTINEL_PASSWORD + "@" + place, "")))
                .contains("it is a Sentinel", "redis-sentinel://");
    }

    @Test
    void commands_say_why_they_fail() {
        try (RedisCommands commands = commands(settings(url("other"), RedisSentinels.SENTINEL_PASSWORD))) {
            assertThatThrownBy(() -> commands.call(jedis -> jedis.get("key")))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("knows no master named other");
        }
    }

    private static String failure(RedisSettings settings) throws InterruptedException {
        try (SubscriberRig rig = SubscriberRig.start(settings)) {
            return rig.awaitFailure();
        }
    }

    private static RedisCommands commands(RedisSettings settings) {
        return new RedisCommands(settings, Duration.ofSeconds(1), 2);
    }

    private String url(String name) {
        return "redis-sentinel://:" + RedisSentinels.PASSWORD + "@" + redis.places() + "/" + name;
    }

    private RedisSettings settings(String sentinelPassword) {
        return settings(url(RedisSentinels.NAME), sentinelPassword);
    }

    private static RedisSettings settings(String url, String sentinelPassword) {
        return new RedisSettings(
                RedisUrl.parse(url),
                RedisPrefixes.parse("none"),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                RedisTls.NONE,
                sentinelPassword.isEmpty() ? SentinelLogin.NONE : new SentinelLogin(null, new Secret(sentinelPassword)),
                RedisSubscription.PATTERN);
    }

    private static void publish(RedisProcess server, String channel, String message) {
        try (Jedis jedis = login(server)) {
            jedis.publish(channel.getBytes(UTF_8), message.getBytes(UTF_8));
        }
    }

    private static String read(RedisProcess server, String key) {
        try (Jedis jedis = login(server)) {
            return jedis.get(key);
        }
    }

    private static Jedis login(RedisProcess server) {
        Jedis jedis = new Jedis("127.0.0.1", server.port());
        jedis.auth(RedisSentinels.PASSWORD);
        return jedis;
    }
}
