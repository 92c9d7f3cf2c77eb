package canyon.cluster;

import canyon.config.ClusterSettings;
import canyon.message.ChannelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** Nodes that share a Redis, and time that a test lets pass. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class TestCluster {
    static final ChannelName ROOM = new ChannelName("presence-room");
    static final ChannelName ORDERS = new ChannelName("orders");
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    static final Duration LEASE = Duration.ofSeconds(30);

    final FakeRedis redis = new FakeRedis();
    final List<TestNode> nodes = new ArrayList<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong(System.nanoTime());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    TestNode node() {
        return node(Duration.ZERO);
    }

    TestNode node(Duration grace) {
        return node(new ClusterSettings(null, "canyon:", TIMEOUT, LEASE, grace));
    }

    /** One that has not begun to work when this returns. */
    TestNode beginning() {
        TestNode node = new TestNode(
                redis, new ClusterSettings(null, "canyon:", TIMEOUT, LEASE, Duration.ZERO), nanos::get, threads);
        nodes.add(node);
        return node;
    }

    TestNode node(ClusterSettings settings) {
        TestNode node = new TestNode(redis, settings, nanos::get, threads);
        nodes.add(node);
        settle();
        return node;
    }

    /** Each knows of the other when this returns, but only Ann was told that the other came. */
    void annAndBenJoin(TestNode nodeOfAnn, TestNode nodeOfBen) {
        nodeOfAnn.join("1.1", ROOM, "ann");
        settle();
        nodeOfBen.join("2.1", ROOM, "ben");
        settle();
    }

    /** A node stops as it should. */
    void end(TestNode node) throws Exception {
        settle();
        Future<?> stopping = threads.submit(node.cluster::stop);
        while (!stopping.isDone()) {
            settle();
            try {
                stopping.get(5, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // It looks again in a moment whether all is given up.
                pass(Duration.ofMillis(100));
            }
        }
        nodes.remove(node);
    }

    /** Nobody reaches Redis until {@link #comeBack}. */
    void goAway() {
        redis.away = true;
        nodes.forEach(node -> node.cluster.heard(false));
    }

    /** Does nothing if Redis was not away. */
    void comeBack() {
        if (redis.away) {
            redis.away = false;
            nodes.stream().filter(node -> !node.way.cut).forEach(node -> node.cluster.heard(true));
        }
    }

    /** What was answered to a question that waits for other nodes. */
    <T> T asked(Callable<T> question) throws Exception {
        Future<T> answer = threads.submit(question);
        while (!answer.isDone()) {
            settle();
        }
        return answer.get();
    }

    void pass(Duration time) {
        pass(time, Duration.ofMillis(100));
    }

    void pass(Duration time, Duration step) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            nanos.addAndGet(step.toNanos());
            redis.pass(step);
            settle();
        }
    }

    /** Until nothing is left to do at this moment. */
    void settle() {
        boolean isBusy = true;
        while (isBusy) {
            isBusy = false;
            int first = first();
            for (int i = 0; i < nodes.size(); i++) {
                isBusy |= nodes.get((first + i) % nodes.size()).work();
            }
        }
        nodes.forEach(TestNode::work);
    }

    /** Which of the nodes works first. */
    int first() {
        return 0;
    }
}
