package canyon.redis;

import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** To the one server that has everything, all together by one connection. */
final class DirectPipe implements RedisPipe {
    private final RedisUrl url;
    private final Duration timeout;
    private final TlsSockets tls;
    private final RedisRoute route;
    private @Nullable Pipeline pipeline;
    private volatile @Nullable RedisLink link;

    /** @param timeout for connecting and for each answer */
    DirectPipe(RedisSettings settings, RedisUrl url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
        this.tls = TlsSockets.of(settings.tls());
        this.route = RedisRoute.of(settings, url);
    }

    @Override
    public List<Object> carryOut(List<RedisCall> calls, IntPredicate isWanted) {
        try {
            Pipeline.Batch batch = pipeline().batch(calls, isWanted);
            while (batch.sendSome()) {
                // It waits for answers by itself.
            }
            return batch.answers();
        } catch (JedisException e) {
            close();
            throw e;
        }
    }

    private Pipeline pipeline() {
        Pipeline open = pipeline;
        if (open == null || link == null) {
            RedisLink way = new RedisLink(route, url, timeout, tls);
            link = way;
            open = new Pipeline(
                    way,
                    RedisLogin.builder(url, timeout, timeout)
                            .database(url.database())
                            .build(),
                    timeout);
            route.check(open.connection());
            pipeline = open;
        }
        return open;
    }

    @Override
    public void close() {
        RedisLink way = link;
        link = null;
        pipeline = null;
        if (way != null) {
            way.cut();
        }
    }
}
