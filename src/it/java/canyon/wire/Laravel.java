package canyon.wire;

import canyon.support.RedisServerFixture;
import jakarta.json.Json;
import redis.clients.jedis.Jedis;

/** Publishes in Redis as Laravel does. */
public final class Laravel implements AutoCloseable {
    private final Jedis redis;

    private Laravel(Jedis redis) {
        this.redis = redis;
    }

    /** Returns when Canyon listens. */
    public static Laravel with(RedisServerFixture fixture) {
        Laravel laravel = new Laravel(new Jedis(fixture.uri()));
        long deadline = System.nanoTime() + Peer.PATIENCE.toNanos();
        while (laravel.redis.pubsubNumPat() == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Canyon does not listen to Redis");
            }
            Thread.onSpinWait();
        }
        return laravel;
    }

    public void publish(String channel, String message) {
        redis.publish(channel, message);
    }

    /** Publishes an event for everybody; {@code data} is JSON. */
    public void event(String channel, String event, String data) {
        publish(channel, message(event, data, "null"));
    }

    /**
     * As Laravel's {@code broadcast(…)->toOthers()}.
     *
     * @param data JSON
     * @param socket id of the client that must not hear it
     */
    public void toOthers(String channel, String event, String data, String socket) {
        publish(channel, message(event, data, Json.createValue(socket).toString()));
    }

    /** What Redis holds under this name; JSON's null if nothing. */
    public String key(String key) {
        String value = redis.get(key);
        return value == null ? "null" : value;
    }

    private static String message(String event, String data, String socket) {
        return "{\"event\":" + Json.createValue(event) + ",\"data\":" + data + ",\"socket\":" + socket + "}";
    }

    @Override
    public void close() {
        redis.close();
    }
}
