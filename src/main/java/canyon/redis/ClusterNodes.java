package canyon.redis;

import canyon.config.RedisPlace;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The nodes of a Redis Cluster: those of the URL, and those that the last one knew which was asked. Safe for use from
 * any thread.
 *
 * <p>A node that the others have forgotten, or that is parted from them, takes connections and commands as before, but
 * is told of nothing that is published elsewhere. It may not even know it, so that others are asked.
 */
final class ClusterNodes {
    /** Others that must say that they are apart from a node before it is believed. */
    private static final int DENIALS = 2;

    /** More than any Cluster has. */
    private static final int MOST_NODES = 2000;

    /** Others that are asked at most. */
    private static final int MOST_ASKED = 5;

    private final RedisUrl url;
    private final JedisClientConfig login;

    @GuardedBy("this")
    private final Set<RedisPlace> nodes = new LinkedHashSet<>();

    @GuardedBy("this")
    private int next;

    ClusterNodes(RedisSettings settings, RedisUrl url) {
        this.url = url;
        this.login = RedisLogin.builder(url, settings.connectTimeout(), settings.connectTimeout())
                .build();
        nodes.addAll(url.places());
        // Not all servers to the same node.
        next = new SplittableRandom().nextInt(nodes.size());
    }

    /** All, from the one after that which was first the last time. */
    synchronized List<RedisPlace> inTurn() {
        List<RedisPlace> all = new ArrayList<>(nodes);
        int first = next % all.size();
        next = first + 1;
        List<RedisPlace> turned = new ArrayList<>(all.subList(first, all.size()));
        turned.addAll(all.subList(0, first));
        return turned;
    }

    /**
     * What a node says, if the rest of the Cluster speaks with it. A user without the right to ask, and a node that
     * nobody else speaks of, are believed.
     *
     * @param link by which it and others are asked, one after the other
     * @throws WrongServerException if it is no node of a Redis Cluster, or others are apart from it
     * @throws JedisException if it is not reached, or says nothing
     */
    ClusterSight confirmed(RedisPlace node, RedisLink link) {
        ClusterSight own = ask(node, link);
        int denials = 0;
        for (RedisPlace other : some(node, own.places())) {
            Optional<ClusterSight> sight = tryToAsk(other, link);
            if (own.id().isEmpty() || sight.filter(own::knows).isPresent()) {
                learn(own.places());
                return own;
            }
            if (sight.filter(denying -> isBelieved(denying, own)).isPresent()) {
                denials++;
            }
        }
        if (denials >= DENIALS) {
            throw new WrongServerException(
                    node + " is apart from the rest of the Redis Cluster: nothing that is published there is heard");
        }
        return own;
    }

    /** Who is parted from the others knows it, if they are more. */
    private static boolean isBelieved(ClusterSight denying, ClusterSight denied) {
        return !denying.id().isEmpty() && !denying.id().equals(denied.id()) && (denying.isWhole() || !denied.isWhole());
    }

    /**
     * Others, not always the same ones: two that are apart from the rest may know each other.
     *
     * @param known to the node: it may be the only one that tells of others, even if it is apart from them
     */
    private synchronized List<RedisPlace> some(RedisPlace node, Set<RedisPlace> known) {
        if (nodes.size() < MOST_NODES) {
            nodes.addAll(known);
        }
        List<RedisPlace> others = new ArrayList<>(nodes);
        others.remove(node);
        Collections.shuffle(others);
        return others.subList(0, Math.min(MOST_ASKED, others.size()));
    }

    private synchronized void learn(Set<RedisPlace> known) {
        nodes.clear();
        nodes.addAll(url.places());
        nodes.addAll(known);
    }

    /** One that is away says nothing about another one. */
    private Optional<ClusterSight> tryToAsk(RedisPlace node, RedisLink link) {
        try {
            return Optional.of(ask(node, link));
        } catch (JedisException e) {
            return Optional.empty();
        }
    }

    private ClusterSight ask(RedisPlace node, RedisLink link) {
        try (Connection connection = new Connection(() -> socket(node, link), login)) {
            return ClusterSight.of(connection, node);
        } catch (JedisDataException e) {
            if (String.valueOf(e.getMessage()).contains("cluster support disabled")) {
                throw new WrongServerException("it is no node of a Redis Cluster (cluster_enabled:0): canyon.redis.url"
                        + " must begin with redis:// or rediss://");
            }
            throw e;
        }
    }

    private static Socket socket(RedisPlace node, RedisLink link) {
        try {
            return link.open(node);
        } catch (IOException e) {
            throw new JedisConnectionException("cannot connect to " + node, e);
        }
    }
}
