package canyon.config;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How nodes that share a Redis are one server.
 *
 * @param node tells this node apart, for people and proxies; from {@code canyon.node.id}, null for a random one
 * @param prefix of all keys and channels in Redis that are nobody's but the nodes'
 * @param timeout after which Redis is not waited for; from {@code canyon.cluster.timeout}
 * @param lease how long a node may be silent before it is taken for dead; from {@code canyon.presence.lease}
 * @param grace how long a user who leaves may come back unnoticed; from {@code canyon.presence.grace}
 * @param queue what may wait for Redis
 * @param sharded whether events go by sharded pub/sub, where that is a Cluster whose servers know it; from
 *     {@code canyon.cluster.sharded}
 */
public record ClusterSettings(
        @Nullable String node,
        String prefix,
        Duration timeout,
        Duration lease,
        Duration grace,
        Queue queue,
        boolean sharded) {
    public ClusterSettings {
        ClusterKeys.PREFIX.require(prefix);
        ClusterKeys.TIMEOUT.require(timeout);
        ClusterKeys.LEASE.require(lease);
        ClusterKeys.GRACE.require(grace);
    }

    /** One that is sharded, if it can be. */
    public ClusterSettings(
            @Nullable String node, String prefix, Duration timeout, Duration lease, Duration grace, Queue queue) {
        this(node, prefix, timeout, lease, grace, queue, true);
    }

    /** One whose queue is as it is if nobody says otherwise. */
    public ClusterSettings(@Nullable String node, String prefix, Duration timeout, Duration lease, Duration grace) {
        this(node, prefix, timeout, lease, grace, Queue.DEFAULT);
    }

    /**
     * What may wait for Redis.
     *
     * @param commands over which the next is not carried out; from {@code canyon.cluster.queue}, default 100000
     * @param bytes of messages to other nodes, over which the next is not sent; from
     *     {@code canyon.cluster.queue-bytes}, default 16777216
     */
    public record Queue(int commands, int bytes) {
        public static final Queue DEFAULT = new Queue(100_000, 16 * 1024 * 1024);

        private static final int MOST_AT_ONCE = 1_000;

        public Queue {
            ClusterKeys.QUEUE.require(commands);
            ClusterKeys.QUEUE_BYTES.require(bytes);
        }

        /** Of one kind so many may wait at once, which leaves room for others. */
        public int share() {
            return Math.min(MOST_AT_ONCE, commands / 4);
        }
    }

    /** The channel on which nodes talk. */
    public String bus() {
        return prefix + "bus";
    }

    /** One of the channels among which events are divided. */
    public String shard(int shard) {
        return bus() + ":" + shard;
    }

    /**
     * All of them, in their order.
     *
     * @param count how many there are
     */
    public List<String> shards(int count) {
        return IntStream.range(0, count).mapToObj(this::shard).toList();
    }
}
