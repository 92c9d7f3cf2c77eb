package canyon.browser;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.openqa.selenium.support.ui.FluentWait;
import redis.clients.jedis.Jedis;

/** Canyon in development mode, where the demo page is, and a Redis for it. */
record DemoServer(CanyonServer canyon, RedisServerFixture redis) implements AutoCloseable {
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

    @Override
    public void close() throws IOException {
        try (redis;
                canyon) {
            // Canyon first, then its Redis.
        }
    }
}
