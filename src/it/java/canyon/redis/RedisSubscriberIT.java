package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.support.RedisServerFixture;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class RedisSubscriberIT {
    private static final String SUBSCRIBED = "subscribed to";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final RedisHealth health = new RedisHealth(Clock.systemUTC());
    private final LogRecorder log = new LogRecorder(RedisSubscriber.class);
    private RedisServerFixture redis;
    private @Nullable RedisSubscriber subscriber;
    private Thread thread = new Thread();

    @BeforeEach
    void startRedis() throws IOException {
        redis = RedisServerFixture.start();
    }

    @AfterEach
    void stopAll() throws IOException {
        stop();
        redis.close();
        log.close();
    }

    @Test
    void messages_are_heard_in_their_order() throws Exception {
        subscribe("none", "");

        List<String> sent =
                IntStream.range(0, 1000).mapToObj(i -> "c" + i % 7 + " " + i).toList();
        try (Jedis jedis = new Jedis(redis.uri())) {
            sent.forEach(message -> publish(jedis, message));
        }

        for (String expected : sent) {
            assertThat(next()).isEqualTo(expected);
        }
    }

    @Test
    void only_the_configured_prefix_is_heard() throws Exception {
        subscribe("shop_", "");

        publish("blog_c 1");
        publish("shop_c 2");

        assertThat(next()).isEqualTo("shop_c 2");
    }

    @Test
    void a_redis_that_was_stopped_is_heard_again_when_it_is_back() throws Exception {
        subscribe("none", "");

        redis.stop();
        assertThat(log.await("lost")).contains("127.0.0.1:" + redis.port());
        assertThat(health.status().state()).isEqualTo(RedisState.LOST);
        assertThat(health.status().error()).isNotBlank();
        redis.startAgain();
        log.await(SUBSCRIBED);
        publish("c 1");

        assertThat(next()).isEqualTo("c 1");
        assertThat(health.status().state()).isEqualTo(RedisState.CONNECTED);
    }

    @Test
    void the_server_may_start_before_its_redis() throws Exception {
        redis.stop();
        start("none", "", this::hear);
        log.await("is not reached: Connection refused");
        assertThat(health.status().state()).isEqualTo(RedisState.CONNECTING);

        redis.startAgain();
        log.await(SUBSCRIBED);
        publish("c 1");

        assertThat(next()).isEqualTo("c 1");
    }

    @Test
    void a_user_that_may_only_subscribe_is_enough() throws Exception {
        try (Jedis admin = new Jedis(redis.uri())) {
            admin.aclSetUser("canyon", "on", ">p@ss w\u00f6rd", "resetchannels", "&*", "-@all", "+psubscribe");
        }
        subscribe("none", "canyon:p%40ss%20w%C3%B6rd@");

        publish("c 1");

        assertThat(next()).isEqualTo("c 1");
    }

    @Test
    void a_wrong_password_is_a_state_that_does_not_tell_it() throws Exception {
        start("none", "canyon:open-sesame@", this::hear);

        assertThat(log.await("is not reached")).contains("WRONGPASS").doesNotContain("open-sesame");
        assertThat(health.status().error()).startsWith("WRONGPASS").doesNotContain("open-sesame");
    }

    @Test
    void stopping_ends_the_thread_while_it_waits_for_messages() throws Exception {
        subscribe("none", "");

        stop();

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void stopping_ends_the_thread_while_it_waits_for_its_listener() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        start("none", "", (channel, message) -> {
            waiting.countDown();
            new CountDownLatch(1).await();
        });
        log.await(SUBSCRIBED);
        publish("c 1");
        waiting.await();

        stop();

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void stopping_ends_the_thread_while_redis_is_away() throws Exception {
        redis.stop();
        start("none", "", this::hear);
        log.await("is not reached");

        stop();

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void a_burst_is_heard_as_one() throws Exception {
        Bursts bursts = new Bursts();
        start("none", "", bursts);
        log.await(SUBSCRIBED);

        bursts.assertTogether(message -> publish("c " + message));
    }

    @Test
    void what_came_before_a_message_that_cannot_be_handled_is_not_held_back() throws Exception {
        start("none", "", new RedisListener() {
            @Override
            public void receive(byte[] channel, byte[] message) throws InterruptedException {
                hear(channel, message);
                if (message[0] == '3') {
                    throw new IllegalStateException("broken");
                }
            }

            @Override
            public void caughtUp() {
                heard.add("caught up, " + health.status().state());
            }
        });
        log.await(SUBSCRIBED);
        heard.clear();

        try (Jedis jedis = new Jedis(redis.uri());
                Pipeline burst = jedis.pipelined()) {
            for (int i = 1; i < 9; i++) {
                burst.publish("c", String.valueOf(i));
            }
        }

        while (!"c 3".equals(next())) {
            assertThat(thread.isAlive()).isTrue();
        }
        // Not only when the next connection has begun.
        assertThat(next()).isEqualTo("caught up, CONNECTED");
    }

    private void subscribe(String prefixes, String login) throws InterruptedException {
        start(prefixes, login, this::hear);
        log.await(SUBSCRIBED);
    }

    private void start(String prefixes, String login, RedisListener listener) {
        RedisSettings settings = new RedisSettings(
                RedisUrl.parse("redis://" + login + "127.0.0.1:" + redis.port()),
                RedisPrefixes.parse(prefixes),
                Duration.ofSeconds(5),
                Duration.ofMillis(100));
        subscriber = new RedisSubscriber(settings, listener, health);
        thread = new Thread(subscriber, "subscriber");
        thread.start();
    }

    private void stop() {
        if (subscriber != null) {
            subscriber.stop();
        }
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(String message) {
        try (Jedis jedis = new Jedis(redis.uri())) {
            publish(jedis, message);
        }
    }

    /** @param message a channel and a text with a space between */
    private static void publish(Jedis jedis, String message) {
        int space = message.indexOf(' ');
        jedis.publish(message.substring(0, space), message.substring(space + 1));
    }

    private void hear(byte[] channel, byte[] message) throws InterruptedException {
        heard.put(new String(channel, UTF_8) + " " + new String(message, UTF_8));
    }

    private @Nullable String next() throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS);
    }
}
