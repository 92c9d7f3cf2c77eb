package canyon.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** One life of what is subscribed to, until the end of its connection. Runs on the subscriber's thread. */
abstract class Subscription {
    private static final byte[] MESSAGE = ascii("message");
    private static final byte[] PATTERN_MESSAGE = ascii("pmessage");
    private static final byte[] SHARD_MESSAGE = ascii("smessage");
    private static final byte[] SHARD_GONE = ascii("sunsubscribe");

    /** What Redis calls its answers to the commands of publishing and subscribing. */
    private static final List<byte[]> ANSWERS = List.of(
            ascii("subscribe"), ascii("psubscribe"), ascii("ssubscribe"), ascii("unsubscribe"), ascii("punsubscribe"));

    private final RedisListener listener;
    private final Runnable onSubscribed;
    private Runnable watch = () -> {};
    private volatile boolean subscribed;

    /** @param onSubscribed run once, when everything that is wanted at first is subscribed to */
    Subscription(RedisListener listener, Runnable onSubscribed) {
        this.listener = listener;
        this.onSubscribed = onSubscribed;
    }

    /** Returns only if this thread is interrupted; a lost connection is an exception of Jedis. */
    final void run(RedisLink link, PubSubConnection connection) {
        connection.setTimeoutInfinite();
        watch = () -> link.askWhenSilent(() -> askForSignOfLife(connection));
        link.beforeWaiting(listener::caughtUp);
        try {
            begin(link, connection);
            while (!Thread.currentThread().isInterrupted()) {
                read(connection);
            }
        } finally {
            try {
                listener.caughtUp();
            } finally {
                end();
            }
        }
    }

    /** Asks for the first subscriptions. */
    abstract void begin(RedisLink link, PubSubConnection connection);

    /** Makes Redis say something, unless it owes an answer already. On the subscriber's thread. */
    abstract void askForSignOfLife(PubSubConnection connection);

    /** Redis has answered for one name of a command, in the order of the commands. */
    abstract void answered();

    /** This channel of a shard is not heard here any more, as its slot is elsewhere. Nobody asked for that. */
    void gone(byte[] name) {}

    /**
     * Redis has refused the command that is next to be answered.
     *
     * @throws JedisDataException to end the connection
     */
    void refused(JedisDataException refusal) {
        throw refusal;
    }

    /** The connection is over, or will be. */
    void end() {}

    /** To be called when everything that is wanted at first is subscribed to. */
    final void complete() {
        if (!subscribed) {
            subscribed = true;
            watch.run();
            onSubscribed.run();
        }
    }

    final boolean wasSubscribed() {
        return subscribed;
    }

    private void read(PubSubConnection connection) {
        Object reply;
        try {
            reply = connection.getUnflushedObject();
        } catch (JedisDataException e) {
            refused(e);
            return;
        }
        if (!(reply instanceof List<?> parts) || !(parts.get(0) instanceof byte[] kind)) {
            throw new JedisException("Redis said something that is no message");
        }
        if (Arrays.equals(kind, PATTERN_MESSAGE)) {
            receive(parts.get(2), parts.get(3));
        } else if (Arrays.equals(kind, MESSAGE) || Arrays.equals(kind, SHARD_MESSAGE)) {
            receive(parts.get(1), parts.get(2));
        } else if (Arrays.equals(kind, SHARD_GONE) && parts.get(1) instanceof byte[] name) {
            gone(name);
        } else if (ANSWERS.stream().anyMatch(answer -> Arrays.equals(answer, kind))) {
            answered();
        }
    }

    private void receive(@Nullable Object channel, @Nullable Object message) {
        if (!(channel instanceof byte[] name) || !(message instanceof byte[] text)) {
            throw new JedisException("Redis said something that is no message");
        }
        try {
            listener.receive(name, text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
