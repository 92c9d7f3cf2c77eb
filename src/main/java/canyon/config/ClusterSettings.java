package canyon.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How nodes that share a Redis are one server.
 *
 * @param node tells this node apart, for people and proxies; from {@code canyon.node.id}, null for a random one
 * @param prefix of all keys and channels in Redis that are nobody's but the nodes'
 * @param timeout after which Redis is not waited for; from {@code canyon.cluster.timeout}
 * @param lease how long a node may be silent before it is taken for dead; from {@code canyon.presence.lease}
 * @param grace how long a user who leaves may come back unnoticed; from {@code canyon.presence.grace}
 */
public record ClusterSettings(@Nullable String node, String prefix, Duration timeout, Duration lease, Duration grace) {
    public ClusterSettings {
        ClusterKeys.PREFIX.require(prefix);
        ClusterKeys.TIMEOUT.require(timeout);
        ClusterKeys.LEASE.require(lease);
        ClusterKeys.GRACE.require(grace);
    }

    /** The channel on which nodes talk. */
    public String bus() {
        return prefix + "bus";
    }
}
