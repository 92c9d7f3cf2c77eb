package canyon.redis;

import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/** To the one server that has everything, all together by one connection, in one round trip. */
final class DirectPipe implements RedisPipe {
    private final RedisUrl url;
    private final Duration timeout;
    private final TlsSockets tls;
    private final RedisRoute route;
    private @Nullable Connection connection;
    private volatile @Nullable RedisLink link;

    /** @param timeout for connecting and for each answer */
    DirectPipe(RedisSettings settings, RedisUrl url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
        this.tls = TlsSockets.of(settings.tls());
        this.route = RedisRoute.of(settings, url);
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
        if (open == null || link == null) {
            RedisLink way = new RedisLink(route, url, timeout, tls);
            link = way;
            open = new Connection(
                    way,
                    RedisLogin.builder(url, timeout, timeout)
                            .database(url.database())
                            .build());
            route.check(open);
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
