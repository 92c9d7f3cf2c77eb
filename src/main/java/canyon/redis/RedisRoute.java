package canyon.redis;

import canyon.config.RedisPlace;
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

    /**
     * Whether the server that was found may become a wrong one while it is listened to, without a word. Then
     * {@link #confirm} is to be asked from time to time.
     */
    default boolean isToBeWatched() {
        return false;
    }

    /**
     * Looks whether a server is still a right one.
     *
     * @param link by which others are asked
     * @throws WrongServerException if it is not
     * @throws redis.clients.jedis.exceptions.JedisException if nobody knows
     */
    default void confirm(RedisPlace server, RedisLink link) {}

    /** To one server that is always the same, and is what it is believed to be. */
    static RedisRoute to(RedisPlace server) {
        return new RedisRoute() {
            @Override
            public Socket connect(RedisLink link) throws IOException {
                return link.open(server);
            }

            @Override
            public void check(Connection connection) {
                // Whoever knows the server has looked.
            }
        };
    }

    static RedisRoute of(RedisSettings settings, RedisUrl url) {
        return switch (url.form()) {
            case SINGLE, UNIX -> new DirectRoute(url);
            case SENTINEL -> new SentinelRoute(settings, url);
            case CLUSTER -> new ClusterRoute(new ClusterNodes(settings, url));
        };
    }
}
