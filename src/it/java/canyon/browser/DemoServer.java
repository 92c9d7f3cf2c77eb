package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import com.pusher.rest.Pusher;
import com.pusher.rest.data.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.openqa.selenium.support.ui.FluentWait;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** Canyon in development mode, where the demo page is, and a Redis for it. */
record DemoServer(CanyonServer canyon, RedisServerFixture redis) implements AutoCloseable {
    /** Of encrypted channels; the demo's stand-in for Laravel knows it too. */
    private static final String MASTER_KEY =
            Base64.getEncoder().encodeToString("the key of Canyon's demo channel".getBytes(StandardCharsets.US_ASCII));

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    static DemoServer start() throws IOException {
        RedisServerFixture redis = RedisServerFixture.start();
        return new DemoServer(
                CanyonServer.start(Map.of(
                        "canyon.dev", "true", "canyon.redis.url", redis.uri().toString())),
                redis);
    }

    /**
     * Publishes as Laravel's redis broadcaster does under the prefix of a fresh Laravel; returns when Canyon has it.
     *
     * @param data JSON
     */
    void publishAsLaravel(String channel, String event, String data) {
        String message = "{\"event\":\"%s\",\"data\":%s,\"socket\":null}".formatted(event.replace("\\", "\\\\"), data);
        try (Jedis laravel = new Jedis(redis.uri())) {
            new FluentWait<>(laravel)
                    .withTimeout(PATIENCE)
                    .pollingEvery(PAUSE)
                    .withMessage("Canyon listens to Redis")
                    .until(connection -> connection.publish("laravel_database_" + channel, message) > 0);
        }
    }

    /** Publishes much at once. */
    void publishMany(String channel, int count) {
        try (Jedis laravel = new Jedis(redis.uri());
                Pipeline pipeline = laravel.pipelined()) {
            for (int i = 0; i < count; i++) {
                pipeline.publish(channel, "{\"event\":\"many\",\"data\":" + i + ",\"socket\":null}");
            }
        }
    }

    /** Publishes as an application with Pusher's own library does; returns when Canyon has taken it. */
    void publishAsPusher(String channel, String event, Object data) {
        useLibrary(library -> library.trigger(channel, event, data));
    }

    /**
     * Sends a signed request of Pusher's HTTP API that the library has no method for; returns when Canyon has answered.
     *
     * @param path in the application
     * @param body JSON
     */
    void postAsPusher(String path, String body) {
        useLibrary(library -> library.post(path, body));
    }

    private void useLibrary(Function<Pusher, Result> use) {
        Pusher library = new Pusher("canyon", "canyon-key", "canyon-secret", MASTER_KEY);
        library.setHost("127.0.0.1:" + canyon.http().getPort());
        Result result = use.apply(library);
        assertThat(result.getStatus()).as(result.getMessage()).isEqualTo(Result.Status.SUCCESS);
    }

    @Override
    public void close() throws IOException {
        try (redis;
                canyon) {
            // Canyon first, then its Redis.
        }
    }
}
