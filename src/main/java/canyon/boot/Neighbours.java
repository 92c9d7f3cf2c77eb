package canyon.boot;

import canyon.cluster.Cluster;
import canyon.cluster.Shards;
import canyon.config.ClusterSettings;
import canyon.config.RedisForm;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.message.JsonText;
import canyon.message.SocketId;
import canyon.redis.RedisErrands;
import canyon.redis.RedisHealth;
import canyon.redis.RedisLedger;
import canyon.redis.RedisState;
import canyon.redis.RedisSubscriber;
import canyon.redis.ShardSubscriber;
import canyon.transport.engineio.EngineServer;
import canyon.transport.pusher.PusherServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The other nodes, and the ways to them by Redis. */
final class Neighbours {
    /** The fact by which the ids of a node's clients are known. */
    static final String NUMBER = "number";

    /** How long the start looks whether the other nodes are reached before it looks why they are not. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Cluster cluster;
    private final RedisErrands errands;
    private final RedisHealth health;
    private final RedisSubscriber bus;

    /** Null where there is nothing but the bus. */
    private final @Nullable ShardSubscriber shards;

    /** @param redis with a URL */
    Neighbours(ClusterSettings own, RedisSettings redis, Cluster.Parts parts) {
        errands = new RedisErrands(redis, own, parts.meters());
        cluster = new Cluster(own, new RedisLedger(errands, own, parts.meters()), parts);
        health = new RedisHealth(Clock.systemUTC(), status -> cluster.heard(status.state() == RedisState.CONNECTED));
        bus = new RedisSubscriber(redis, List.of(own.bus()), (channel, message) -> cluster.receive(message), health);
        shards = isSharded(own, redis)
                ? new ShardSubscriber(
                        redis,
                        own.shards(Shards.COUNT),
                        (channel, message) -> cluster.receiveInShard(message),
                        cluster::heardShards)
                : null;
        parts.registry().writeDownIn(cluster.presences());
        parts.registry().keepIn(cluster.lastEvents());
        SocketId.tellNode(cluster.number());
    }

    private static boolean isSharded(ClusterSettings own, RedisSettings redis) {
        RedisUrl url = redis.url();
        return own.sharded() && url != null && url.form() == RedisForm.CLUSTER;
    }

    /** From now on it is noticed when requests of clients come to a node that does not have their sessions. */
    void lookForStrays(EngineServer engine, PusherServer pusher) {
        Strays strays = new Strays(cluster, cluster::stray, System::nanoTime);
        engine.onStray(strays::ofNode);
        pusher.onStray(strays::ofFallback);
        cluster.onStray(session -> strays.comeBack(session, pusher::sendAstray));
    }

    /** @param threads runs each task on a thread of its own until it is interrupted */
    void start(Executor threads) {
        threads.execute(errands);
        threads.execute(cluster);
        threads.execute(bus);
        if (shards != null) {
            threads.execute(shards);
        }
    }

    /** From now on the others know of this node. */
    void begin(String version, Instant since) {
        Map<String, JsonText> facts = new LinkedHashMap<>();
        facts.put("version", JsonText.ofString(version));
        facts.put("since", JsonText.ofString(since.toString()));
        facts.put(NUMBER, JsonText.ofString(Integer.toUnsignedString(cluster.number())));
        cluster.begin(facts);
    }

    /**
     * Returns when the other nodes are reached, or after this time; sooner if Redis refuses what it takes to reach
     * them.
     *
     * @return false if it makes sense to wait for them longer
     */
    boolean awaitUp(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!isRefused()) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (cluster.awaitUp(left.compareTo(LOOK) < 0 ? left : LOOK)) {
                return true;
            }
            if (left.isZero()) {
                return false;
            }
        }
        return true;
    }

    private boolean isRefused() {
        String error = health.status().error();
        return errands.isRefusing() || (error != null && error.startsWith("NOPERM"));
    }

    Cluster cluster() {
        return cluster;
    }

    /** Others find this node gone at once; takes a few seconds at most. */
    void stop() {
        cluster.stop();
        bus.stop();
        if (shards != null) {
            shards.stop();
        }
        errands.stop();
    }
}
