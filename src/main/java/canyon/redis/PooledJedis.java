package canyon.redis;

import java.time.Duration;
import org.apache.commons.pool2.PooledObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Commands to one server over a few connections, each of which goes to the server that is the right one then. */
final class PooledJedis extends UnifiedJedis {
    /** A connection that was not used for so long may have been closed by Redis, or by what is between. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final PooledConnectionProvider connections;

    private PooledJedis(PooledConnectionProvider connections) {
        super(connections, RedisProtocol.RESP2);
        this.connections = connections;
    }

    /** Does not connect yet. */
    static PooledJedis of(
            JedisSocketFactory sockets, RedisRoute route, JedisClientConfig config, ConnectionPoolConfig pool) {
        return new PooledJedis(new PooledConnectionProvider(new Checked(sockets, route, config), pool));
    }

    /** Those that nobody uses now are not used again. */
    void clear() {
        connections.getPool().clear();
    }

    private static final class Checked extends ConnectionFactory {
        private final RedisRoute route;

        Checked(JedisSocketFactory sockets, RedisRoute route, JedisClientConfig config) {
            super(sockets, config);
            this.route = route;
        }

        @Override
        protected void initialize(Connection connection) {
            super.initialize(connection);
            try {
                route.check(connection);
            } catch (JedisException e) {
                connection.disconnect();
                throw e;
            }
        }

        @Override
        public boolean validateObject(PooledObject<Connection> pooled) {
            Connection connection = pooled.getObject();
            if (!connection.isConnected()) {
                return false;
            }
            try {
                return pooled.getIdleDuration().compareTo(FRESH) < 0 || connection.ping();
            } catch (JedisDataException e) {
                // A user without the right to ask has been answered, too.
                return true;
            } catch (JedisException e) {
                return false;
            }
        }
    }
}
