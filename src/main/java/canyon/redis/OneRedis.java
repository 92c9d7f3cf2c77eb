package canyon.redis;

import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/** Commands for a single Redis, by one connection. */
final class OneRedis implements RedisCommands {
    private final RedisSettings settings;
    private final RedisUrl url;
    private final Duration timeout;
    private @Nullable Connection connection;
    private volatile @Nullable RedisLink link;

    /** @param timeout for connecting and for each answer */
    OneRedis(RedisSettings settings, RedisUrl url, Duration timeout) {
        this.settings = settings;
        this.url = url;
        this.timeout = timeout;
    }

    @Override
    public List<Object> carryOut(List<RedisCall> calls) {
        try {
            Connection open = connection();
            for (RedisCall call : calls) {
                open.sendCommand(call.command(), call.arguments().toArray(new byte[0][]));
            }
            return open.getMany(calls.size());
        } catch (JedisException e) {
            close();
            throw e;
        }
    }

    private Connection connection() {
        Connection open = connection;
        RedisLink way = link;
        if (open == null || way == null) {
            way = new RedisLink(url, timeout, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
            link = way;
            JedisClientConfig login = RedisLogin.builder(settings, url, timeout)
                    .socketTimeoutMillis(Math.toIntExact(timeout.toMillis()))
                    .database(url.database())
                    .build();
            open = new Connection(way, login);
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        RedisLink way = link;
        link = null;
        connection = null;
        if (way != null) {
            way.cut();
        }
    }
}
