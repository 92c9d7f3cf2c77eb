package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.cluster.ClusterMeters;
import canyon.config.ClusterSettings;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What happens to commands when Redis does not read them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class DirectPipeIT {
    /** Larger than all buffers between two programs of one machine. */
    private static final int MUCH = 32 * 1024 * 1024;

    private static final String FORBIDDEN = "-NOPERM this user has no permissions to run the 'info' command\r\n";

    private final ServerSocket server = new ServerSocket();
    private final CountDownLatch frozen = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean freezes = true;

    DirectPipeIT() throws IOException {}

    @BeforeEach
    void serve() throws IOException {
        server.setReceiveBufferSize(4096);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(this::answer, "fake-redis");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        server.close();
    }

    @Test
    void many_commands_do_not_wait_for_ever_for_a_redis_that_reads_none() {
        RedisPipe pipe = pipe(Duration.ofMillis(300));
        int size = 15 * 1024;

        assertThatThrownBy(() -> pipe.carryOut(Collections.nCopies(MUCH / size, message(size)), place -> true))
                .isInstanceOf(JedisConnectionException.class);
    }

    @Test
    void nor_does_one_that_is_larger_than_what_fits_between() {
        RedisPipe pipe = pipe(Duration.ofMillis(300));

        assertThatThrownBy(() -> pipe.carryOut(List.of(message(MUCH)), place -> true))
                .isInstanceOf(JedisConnectionException.class);
    }

    @Test
    void who_stops_does_not_wait_for_a_redis_that_does_not_read() throws Exception {
        RedisErrands errands = new RedisErrands(settings(), settings(Duration.ofHours(1)), new ClusterMeters());
        Thread thread = new Thread(errands, "errands");
        thread.setDaemon(true);
        thread.start();
        CountDownLatch lost = new CountDownLatch(1);
        errands.send(message(MUCH), MUCH, lost::countDown);
        frozen.await();
        errands.stop();

        thread.join();
        lost.await();
    }

    @Test
    void answers_keep_the_order_of_their_commands() {
        freezes = false;
        RedisPipe pipe = pipe(Duration.ofSeconds(20));
        List<RedisCall> calls = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(message(i % 50 == 7 ? 20_000 : 10 * i));
            expected.add((long) i);
        }

        assertThat(pipe.carryOut(calls, place -> true)).isEqualTo(expected);
        pipe.close();
    }

    @Test
    void commands_that_are_not_wanted_any_more_are_not_sent_and_keep_their_places() {
        freezes = false;
        RedisPipe pipe = pipe(Duration.ofSeconds(20));
        List<RedisCall> calls = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(message(i % 50 == 7 ? 20_000 : 10 * i));
            expected.add(i % 3 == 1 ? RedisPipe.UNWANTED : i - (i + 1) / 3L);
        }

        assertThat(pipe.carryOut(calls, place -> place % 3 != 1)).isEqualTo(expected);
        pipe.close();
    }

    private static RedisCall message(int size) {
        return RedisCall.of(Command.PUBLISH, "canyon:bus", "x".repeat(size));
    }

    private RedisPipe pipe(Duration timeout) {
        RedisSettings settings = settings();
        return new DirectPipe(settings, Objects.requireNonNull(settings.url()), timeout);
    }

    private RedisSettings settings() {
        return new RedisSettings(
                RedisUrl.parse("redis://127.0.0.1:" + server.getLocalPort()),
                RedisPrefixes.parse("none"),
                Duration.ofSeconds(5),
                Duration.ofMillis(100));
    }

    private static ClusterSettings settings(Duration timeout) {
        return new ClusterSettings(null, "canyon:", timeout, Duration.ofSeconds(30), Duration.ZERO);
    }

    /** Numbers what is published. */
    private void answer() {
        try (Socket client = server.accept();
                BufferedReader commands = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            int number = 0;
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                if (line.equals("INFO")) {
                    say(client, FORBIDDEN);
                } else if (line.equals("PUBLISH")) {
                    if (freezes) {
                        frozen.countDown();
                        end.await();
                    }
                    say(client, ":" + number + "\r\n");
                    number++;
                }
            }
        } catch (IOException e) {
            // The test has ended.
            frozen.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
    }
}
