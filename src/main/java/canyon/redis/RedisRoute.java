package canyon.redis;

import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import java.io.IOException;
import java.net.Socket;
import redis.clients.jedis.Connection;

/** Finds the server that is to be talked to. Safe for use from any thread. */
interface RedisRoute {
    /** Opens a connection, by way of {@code link}, to the server that is the right one now. */
    Socket connect(RedisLink link) throws IOException;

    /**
     * Looks who answers, before anything else is said. A user without the right to ask is believed.
     *
     * @throws WrongServerException if it is no server of the kind that the URL promises
     */
    void check(Connection connection);

    static RedisRoute of(RedisSettings settings, RedisUrl url) {
        return switch (url.form()) {
            case SINGLE, UNIX -> new DirectRoute(url);
            case SENTINEL -> new SentinelRoute(settings, url);
            case CLUSTER -> new ClusterRoute(url);
        };
    }
}
