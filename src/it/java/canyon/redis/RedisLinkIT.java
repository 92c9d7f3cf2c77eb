package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.support.Certificate;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class RedisLinkIT {
    private static final Duration SILENCE = Duration.ofMillis(200);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final RedisHealth health = new RedisHealth(Clock.systemUTC());
    private final LogRecorder log = new LogRecorder(RedisSubscriber.class);
    private @Nullable FakeRedis redis;
    private @Nullable RedisSubscriber subscriber;

    @AfterEach
    void stopAll() throws IOException {
        if (subscriber != null) {
            subscriber.stop();
        }
        if (redis != null) {
            redis.close();
        }
        log.close();
    }

    @Test
    void a_redis_that_answers_is_kept_through_silence_and_half_messages() throws Exception {
        FakeRedis fake = serve(ServerSocketFactory.getDefault());
        subscribe(fake, "redis", (SSLSocketFactory) SSLSocketFactory.getDefault());

        assertHeardThroughSilence(fake);
    }

    @Test
    void the_same_holds_under_tls(@TempDir Path folder) throws Exception {
        SSLContext tls = Certificate.of("ip:127.0.0.1", folder);
        FakeRedis fake = serve(tls.getServerSocketFactory());
        subscribe(fake, "rediss", tls.getSocketFactory());

        assertHeardThroughSilence(fake);
    }

    @Test
    void a_redis_that_is_gone_without_a_word_is_lost() throws Exception {
        FakeRedis fake = serve(ServerSocketFactory.getDefault());
        subscribe(fake, "redis", (SSLSocketFactory) SSLSocketFactory.getDefault());
        FakeRedis.confirm(fake.awaitSubscription());

        assertThat(log.await("lost")).contains("timed out");
        assertThat(health.status().state()).isEqualTo(RedisState.LOST);
    }

    @Test
    void a_certificate_for_another_host_is_refused(@TempDir Path folder) throws Exception {
        SSLContext tls = Certificate.of("dns:redis.example", folder);
        FakeRedis fake = serve(tls.getServerSocketFactory());
        subscribe(fake, "rediss", tls.getSocketFactory());

        assertThat(log.await("is not reached")).contains("No subject alternative names matching IP address 127.0.0.1");
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused(@TempDir Path folder) throws Exception {
        SSLContext tls = Certificate.of("ip:127.0.0.1", folder);
        FakeRedis fake = serve(tls.getServerSocketFactory());
        subscribe(fake, "rediss", (SSLSocketFactory) SSLSocketFactory.getDefault());

        assertThat(log.await("is not reached")).contains("unable to find valid certification path");
    }

    private void assertHeardThroughSilence(FakeRedis fake) throws Exception {
        FakeRedis.confirm(fake.awaitSubscription());
        FakeRedis.confirm(fake.awaitSubscription());
        Socket subscription = fake.awaitSubscription();
        FakeRedis.confirm(subscription);
        FakeRedis.say(subscription, "*4\r\n$8\r\npmessage\r\n$1\r\n*\r\n$1\r\nc\r\n$2\r\n1");
        Socket again = fake.awaitSubscription();
        FakeRedis.say(again, "2\r\n");
        FakeRedis.confirm(again);

        assertThat(heard.take()).isEqualTo("c 12");
        assertThat(again).isSameAs(subscription);
        assertThat(health.status().state()).isEqualTo(RedisState.CONNECTED);
    }

    private FakeRedis serve(ServerSocketFactory factory) throws IOException {
        FakeRedis fake = new FakeRedis(factory);
        redis = fake;
        return fake;
    }

    private void subscribe(FakeRedis fake, String scheme, SSLSocketFactory tls) {
        RedisSettings settings = new RedisSettings(
                RedisUrl.parse(scheme + "://127.0.0.1:" + fake.port()),
                RedisPrefixes.parse("none"),
                Duration.ofSeconds(5),
                Duration.ofMillis(100));
        RedisSubscriber started = new RedisSubscriber(
                settings,
                Topics.patterns(List.of("*")),
                (channel, message) -> heard.put(new String(channel, UTF_8) + " " + new String(message, UTF_8)),
                health,
                new RedisSubscriber.Wire(() -> tls, SILENCE));
        subscriber = started;
        new Thread(started, "subscriber").start();
    }
}
