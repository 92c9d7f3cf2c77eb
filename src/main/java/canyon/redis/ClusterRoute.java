package canyon.redis;

import canyon.config.RedisPlace;
import canyon.config.RedisUrl;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * To any node of a Redis Cluster, since each hears what is published on any other. Each connection is tried with the
 * node after the one before, among those of the URL and those that the last node knew.
 */
final class ClusterRoute implements RedisRoute {
    /** More than any Cluster has. */
    private static final int MAX_NODES = 2000;

    private final RedisUrl url;

    @GuardedBy("this")
    private final Set<RedisPlace> nodes = new LinkedHashSet<>();

    @GuardedBy("this")
    private int next;

    ClusterRoute(RedisUrl url) {
        this.url = url;
        nodes.addAll(url.places());
        // Not all servers to the same node.
        next = new SplittableRandom().nextInt(nodes.size());
    }

    @Override
    public Socket connect(RedisLink link) throws IOException {
        IOException failure = new SocketException("no node");
        for (RedisPlace node : inTurn()) {
            try {
                return link.open(node);
            } catch (IOException e) {
                failure = new IOException(node + ": " + RedisFailure.reason(e, List.of()), e);
            }
        }
        throw failure;
    }

    @Override
    public void check(Connection connection) {
        try {
            if (connection.executeCommand(new CommandArguments(Command.CLUSTER).add("SLOTS"))
                    instanceof List<?> ranges) {
                learn(ranges);
            }
        } catch (JedisDataException e) {
            if (String.valueOf(e.getMessage()).contains("cluster support disabled")) {
                throw new WrongServerException("it is no node of a Redis Cluster (cluster_enabled:0): canyon.redis.url"
                        + " must begin with redis:// or rediss://");
            }
            if (!RedisFailure.isForbidden(e)) {
                throw e;
            }
        }
    }

    private synchronized List<RedisPlace> inTurn() {
        List<RedisPlace> all = new ArrayList<>(nodes);
        int first = next % all.size();
        next = first + 1;
        List<RedisPlace> turned = new ArrayList<>(all.subList(first, all.size()));
        turned.addAll(all.subList(0, first));
        return turned;
    }

    /** @param ranges first and last slot, then host, port and more of each node that has them */
    private void learn(List<?> ranges) {
        Set<RedisPlace> found = new LinkedHashSet<>(url.places());
        for (Object range : ranges) {
            if (range instanceof List<?> parts) {
                parts.stream().skip(2).forEach(node -> learn(node, found));
            }
        }
        synchronized (this) {
            nodes.clear();
            nodes.addAll(found);
        }
    }

    private static void learn(Object node, Set<RedisPlace> found) {
        if (found.size() < MAX_NODES
                && node instanceof List<?> parts
                && parts.size() >= 2
                && parts.get(0) instanceof byte[] host
                // Empty while a node does not know its own address.
                && host.length > 0
                && parts.get(1) instanceof Long port
                && port > 0
                && port <= 65535) {
            found.add(new RedisPlace(new String(host, StandardCharsets.UTF_8), port.intValue()));
        }
    }
}
