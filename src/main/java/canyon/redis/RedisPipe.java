package canyon.redis;

import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;

/** A way to Redis for many commands at a time. For one thread, but for {@link #close}. */
interface RedisPipe extends AutoCloseable {
    /** Stands for the answer to a command that was not wanted any more. */
    Object UNWANTED = new Object();

    /**
     * Carries out commands, those with one key in their order.
     *
     * @param isWanted asked by a command's place right before it is sent, each time if that is more than once: all
     *     before it may have taken long
     * @return for each what Redis answered, a {@link redis.clients.jedis.exceptions.JedisDataException} if that is a
     *     refusal, {@link #UNWANTED}, or a {@link redis.clients.jedis.exceptions.JedisConnectionException} if a server
     *     was not reached and others were: then nobody knows whether it was carried out
     * @throws redis.clients.jedis.exceptions.JedisException if Redis is not reached: then nobody knows which of them
     *     were carried out
     */
    List<Object> carryOut(List<RedisCall> calls, IntPredicate isWanted);

    /**
     * How long the last call, or the one that is under way, has waited for single servers of several: what is late by
     * that is not late because this process stood still. For the thread that calls.
     */
    default Duration waited() {
        return Duration.ZERO;
    }

    /** Cuts the connection, if there is one; the next call makes a new one. */
    @Override
    void close();
}
