package canyon.redis;

import java.util.List;

/** A way to Redis for many commands at a time. For one thread, but for {@link #close}. */
interface RedisPipe extends AutoCloseable {
    /**
     * Carries out commands in their order.
     *
     * @return for each what Redis answered, or a {@link redis.clients.jedis.exceptions.JedisDataException}
     * @throws redis.clients.jedis.exceptions.JedisException if Redis is not reached: then nobody knows which of them
     *     were carried out
     */
    List<Object> carryOut(List<RedisCall> calls);

    /** Cuts the connection, if there is one; the next call makes a new one. */
    @Override
    void close();
}
