package canyon.redis;

import canyon.config.RedisUrl;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Opens connections that can all be cut at once. Safe for use from any thread. */
final class RedisLinks implements JedisSocketFactory {
    private final RedisRoute route;
    private final RedisUrl url;
    private final Duration timeout;
    private final TlsSockets tls;

    @GuardedBy("this")
    private final Set<RedisLink> links = new HashSet<>();

    @GuardedBy("this")
    private boolean cut;

    RedisLinks(RedisRoute route, RedisUrl url, Duration timeout, TlsSockets tls) {
        this.route = route;
        this.url = url;
        this.timeout = timeout;
        this.tls = tls;
    }

    @Override
    public Socket createSocket() {
        RedisLink link = new RedisLink(route, url, timeout, tls);
        synchronized (this) {
            if (cut) {
                throw new JedisConnectionException("stopped");
            }
            links.removeIf(RedisLink::isClosed);
            links.add(link);
        }
        return link.createSocket();
    }

    synchronized void cut() {
        cut = true;
        links.forEach(RedisLink::cut);
        links.clear();
    }
}
