package canyon.boot;

import canyon.cluster.Cluster;
import canyon.config.ClusterSettings;
import canyon.config.RedisSettings;
import canyon.config.Settings;
import canyon.message.JsonText;
import canyon.message.SocketId;
import canyon.redis.RedisErrands;
import canyon.redis.RedisHealth;
import canyon.redis.RedisLedger;
import canyon.redis.RedisState;
import canyon.redis.RedisSubscriber;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** The other nodes, and the ways to them by Redis. */
final class Neighbours {
    private final Cluster cluster;
    private final RedisErrands errands;
    private final RedisSubscriber bus;

    /** @param settings with a URL of Redis */
    Neighbours(Settings settings, Cluster.Parts parts) {
        ClusterSettings own = settings.cluster();
        RedisSettings redis = settings.redis();
        errands = new RedisErrands(redis, own, parts.meters());
        cluster = new Cluster(own, new RedisLedger(errands, own, parts.meters()), parts);
        bus = new RedisSubscriber(
                redis,
                List.of(own.bus()),
                (channel, message) -> cluster.receive(message),
                new RedisHealth(Clock.systemUTC(), status -> cluster.heard(status.state() == RedisState.CONNECTED)));
        parts.registry().writeDownIn(cluster.presences());
        parts.registry().keepIn(cluster.lastEvents());
        SocketId.tellNode(cluster.number());
    }

    /** @param threads runs each task on a thread of its own until it is interrupted */
    void start(Executor threads) {
        threads.execute(errands);
        threads.execute(cluster);
        threads.execute(bus);
    }

    /** From now on the others know of this node. */
    void begin(String version, Instant since) {
        Map<String, JsonText> facts = new LinkedHashMap<>();
        facts.put("version", JsonText.ofString(version));
        facts.put("since", JsonText.ofString(since.toString()));
        facts.put("number", JsonText.ofString(Integer.toUnsignedString(cluster.number())));
        cluster.begin(facts);
    }

    Cluster cluster() {
        return cluster;
    }

    /** Others find this node gone at once; takes a few seconds at most. */
    void stop() {
        cluster.stop();
        bus.stop();
        errands.stop();
    }
}
