package canyon.redis;

import java.util.List;
import java.util.function.IntPredicate;

/** A way to Redis for many commands at a time. For one thread, but for {@link #close}. */
interface RedisPipe extends AutoCloseable {
    /** Stands for the answer to a command that was not wanted any more. */
    Object UNWANTED = new Object();

    /**
     * Carries out commands in their order.
     *
     * @param isWanted asked by a command's place right before it would be sent: all before it may have taken long
     * @return for each what Redis answered, a {@link redis.clients.jedis.exceptions.JedisDataException}, or
     *     {@link #UNWANTED}
     * @throws redis.clients.jedis.exceptions.JedisException if Redis is not reached: then nobody knows which of them
     *     were carried out
     */
    List<Object> carryOut(List<RedisCall> calls, IntPredicate isWanted);

    /** Cuts the connection, if there is one; the next call makes a new one. */
    @Override
    void close();
}
