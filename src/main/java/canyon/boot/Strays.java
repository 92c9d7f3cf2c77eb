package canyon.boot;

import canyon.cluster.ClusterMeters.Count;
import canyon.cluster.ClusterView;
import canyon.cluster.NodeState;
import canyon.message.JsonText;
import canyon.message.SocketId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Requests of clients that do not come to the node that has their session: their load balancer does not keep them
 * there. Such clients connect again and again, and only the log says why. Safe for use from any thread.
 */
final class Strays {
    /** Sessions of a second at most that other nodes are asked for: anybody can name some. */
    private static final int ASKED = 100;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long TOLD_EVERY = Duration.ofMinutes(1).toNanos();

    private static final Logger LOG = System.getLogger(Strays.class.getName());

    private final ClusterView cluster;
    private final Consumer<String> asking;
    private final LongSupplier nanos;
    private final Object lock = new Object();
    private long told;
    private long second;
    private int asked;

    /**
     * None has been seen.
     *
     * @param asking asks the other nodes for a session
     * @param nanos the time, as {@link System#nanoTime}
     */
    Strays(ClusterView cluster, Consumer<String> asking, LongSupplier nanos) {
        this.cluster = cluster;
        this.asking = asking;
        this.nanos = nanos;
        this.told = nanos.getAsLong() - TOLD_EVERY;
        this.second = nanos.getAsLong() - SECOND;
    }

    /** A session of this node's number, as session ids tell it, was asked for, and is not here. */
    void ofNode(int number) {
        if (number != SocketId.ownNode()) {
            label(number).ifPresent(this::count);
        }
    }

    private Optional<String> label(int number) {
        JsonText fact = JsonText.ofString(Integer.toUnsignedString(number));
        return cluster.nodes().stream()
                .filter(node -> !node.isSelf() && fact.equals(node.facts().get(Neighbours.NUMBER)))
                .map(NodeState::label)
                .findFirst();
    }

    /** A session was named that is not here; clients have made up its id. */
    void ofFallback(String session) {
        synchronized (lock) {
            long now = nanos.getAsLong();
            if (now - second >= SECOND) {
                second = now;
                asked = 0;
            }
            asked++;
            if (asked > ASKED) {
                return;
            }
        }
        asking.accept(session);
    }

    /**
     * Another node was asked for a session that may be this one's.
     *
     * @param closing closes it, and tells whether it was here
     */
    void comeBack(String session, Predicate<String> closing) {
        if (closing.test(session)) {
            cluster.nodes().stream()
                    .filter(NodeState::isSelf)
                    .map(NodeState::label)
                    .findFirst()
                    .ifPresent(this::count);
        }
    }

    /** @param owner which node has the session */
    private void count(String owner) {
        cluster.meters().count(Count.STRAYS);
        synchronized (lock) {
            long now = nanos.getAsLong();
            if (now - told < TOLD_EVERY) {
                return;
            }
            told = now;
        }
        LOG.log(
                Level.WARNING,
                "requests of clients that have their sessions on node {0} come to another one: they connect again and"
                        + " again, until the load balancer keeps each client of long-polling at one node (sticky sessions)",
                owner);
    }
}
