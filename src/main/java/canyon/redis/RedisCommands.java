package canyon.redis;

import java.util.List;

/** The way to Redis for commands. For one thread, but for {@link #close}. */
interface RedisCommands extends AutoCloseable {
    /**
     * Carries out commands in their order, together.
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
