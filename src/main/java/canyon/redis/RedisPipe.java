package canyon.redis;

import java.util.List;

/** A way to Redis for many commands at a time. For one thread, but for {@link #close}. */
interface RedisPipe extends AutoCloseable {
    /**
     * Carries out commands, those with one key in their order.
     *
     * @return for each what Redis answered, a {@link redis.clients.jedis.exceptions.JedisDataException} if that is a
     *     refusal, or a {@link redis.clients.jedis.exceptions.JedisConnectionException} if a server was not reached
     *     and others were: then nobody knows whether it was carried out
     * @throws redis.clients.jedis.exceptions.JedisException if Redis is not reached: then nobody knows which of them
     *     were carried out
     */
    List<Object> carryOut(List<RedisCall> calls);

    /** Cuts the connection, if there is one; the next call makes a new one. */
    @Override
    void close();
}
