package canyon.redis;

import canyon.config.RedisPlace;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * To any node of a Redis Cluster, since each hears what is published on any other, unless it is apart from them. Each
 * connection is tried with the node after the one before.
 */
final class ClusterRoute implements RedisRoute {
    private final ClusterNodes nodes;

    ClusterRoute(ClusterNodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public Socket connect(RedisLink link) throws IOException {
        IOException failure = new SocketException("no node");
        for (RedisPlace node : nodes.inTurn()) {
            try {
                confirm(node, link);
                return link.open(node);
            } catch (IOException | JedisConnectionException | WrongServerException e) {
                failure = new IOException(node + ": " + RedisFailure.reason(e, List.of()), e);
            }
        }
        throw failure;
    }

    @Override
    public void check(Connection connection) {
        // That was done before it was opened.
    }

    @Override
    public boolean isToBeWatched() {
        return true;
    }

    @Override
    public void confirm(RedisPlace server, RedisLink link) {
        try {
            nodes.confirmed(server, link);
        } catch (JedisDataException e) {
            if (!RedisFailure.isForbidden(e)) {
                throw e;
            }
        }
    }
}
