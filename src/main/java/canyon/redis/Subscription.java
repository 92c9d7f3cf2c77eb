package canyon.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;

/** One life of the subscription, from connecting to the end of its connection. Lives on the subscriber's thread. */
final class Subscription extends BinaryJedisPubSub {
    private final byte[][] patterns;
    private final RedisListener listener;
    private final Runnable onSubscribed;
    private @Nullable RedisLink link;
    private boolean subscribed;

    Subscription(List<String> patterns, RedisListener listener, Runnable onSubscribed) {
        this.patterns = patterns.stream()
                .map(pattern -> pattern.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.listener = listener;
        this.onSubscribed = onSubscribed;
    }

    /** Returns only if this thread is interrupted; a lost connection is an exception of Jedis. */
    void run(RedisLink way, JedisClientConfig config) {
        link = way;
        proceedWithPatterns(new Connection(way, config), patterns);
    }

    /**
     * Makes Redis say something. Subscribing again to a known pattern changes nothing, is answered at once, and needs
     * no right that the user has not got; PING would.
     */
    private void askForSignOfLife() {
        psubscribe(patterns[0]);
    }

    boolean wasSubscribed() {
        return subscribed;
    }

    @Override
    public void onPSubscribe(byte[] pattern, int count) {
        if (count == patterns.length && !subscribed) {
            subscribed = true;
            if (link != null) {
                link.askWhenSilent(this::askForSignOfLife);
            }
            onSubscribed.run();
        }
    }

    @Override
    public void onPMessage(byte[] pattern, byte[] channel, byte[] message) {
        try {
            listener.receive(channel, message);
        } catch (InterruptedException e) {
            // Jedis looks at the flag after each message and returns.
            Thread.currentThread().interrupt();
        }
    }
}
