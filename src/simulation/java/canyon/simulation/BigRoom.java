package canyon.simulation;

import canyon.cluster.ClusterMeters;
import canyon.cluster.Ledger;
import canyon.config.ClusterSettings;
import canyon.config.RedisSettings;
import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import canyon.redis.RedisErrands;
import canyon.redis.RedisLedger;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A presence channel whose many members are connected to nodes elsewhere, and what it is like to be the first of a node
 * to join it, and the next. Used by one thread.
 */
final class BigRoom {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ELSEWHERE = "elsewhere.00000000";

    /** So many are on their way to Redis at once. */
    private static final int TOGETHER = 1000;

    private final ChannelName name;
    private final OwnRedis redis;
    private final VirtualNode node;

    /** @param node on which nobody listens to it */
    BigRoom(int members, OwnRedis redis, VirtualNode node) {
        this.name = new ChannelName("presence-with-" + members);
        this.redis = redis;
        this.node = node;
    }

    /** Writes so many members into Redis, as a node does that nobody here knows. */
    void fill(int members, URI uri) throws InterruptedException {
        RedisSettings settings = VirtualNode.redisSettings(uri);
        ClusterSettings cluster = VirtualNode.clusterSettings("elsewhere");
        ClusterMeters meters = new ClusterMeters();
        RedisErrands errands = new RedisErrands(settings, cluster, meters);
        Thread thread = new Thread(errands, "elsewhere");
        thread.setDaemon(true);
        thread.start();
        RedisLedger ledger = new RedisLedger(errands, cluster, meters);
        AtomicInteger failures = new AtomicInteger();
        for (int from = 0; from < members; from += TOGETHER) {
            int to = Math.min(members, from + TOGETHER);
            CountDownLatch left = new CountDownLatch(to - from);
            for (int i = from; i < to; i++) {
                ledger.join(joining(i), joined -> {
                    if (joined.isEmpty()) {
                        failures.incrementAndGet();
                    }
                    left.countDown();
                });
            }
            if (!left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Redis did not take " + members + " members");
            }
        }
        errands.stop();
        thread.interrupt();
        if (failures.get() > 0) {
            throw new IllegalStateException("Redis refused " + failures + " members");
        }
    }

    private Ledger.Joining joining(int number) {
        Member member = Visitors.member("member-" + number);
        SocketId socket = new SocketId("1." + number);
        String head = "{\"v\":1,\"from\":\"" + ELSEWHERE + "\",\"kind\":\"presence\",\"app\":\"\",\"channel\":\""
                + name.text() + "\",\"joined\":{\"socket\":\"" + socket.text() + "\",\"node\":\"" + ELSEWHERE
                + "-1\",\"member\":" + member.data().text() + "}";
        return new Ledger.Joining(name, new Presence(member, socket), ELSEWHERE + "-1", 0, false, head);
    }

    /** One client comes. */
    Entry enter(String user) throws InterruptedException {
        CompletableFuture<Integer> list = new CompletableFuture<>();
        Connection connection = node.client(new Listener(written -> {
            if (!list.isDone() && written.isList()) {
                list.complete(written.bytes());
            }
        }));
        OwnRedis.Done before = redis.done();
        long cpu = cpu();
        long start = System.nanoTime();
        node.registry().join(connection, name, Visitors.member(user), 0, () -> {});
        try {
            int bytes = list.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            long took = System.nanoTime() - start;
            OwnRedis.Done after = redis.done();
            return new Entry(
                    Duration.ofNanos(took),
                    Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(after.cpuMicros() - before.cpuMicros())),
                    Duration.ofNanos(cpu() - cpu),
                    after.out() - before.out(),
                    bytes,
                    node.registry().userCount(name));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no list of " + name + " came", e);
        }
    }

    private long cpu() {
        long sum = 0;
        for (Role role : Role.values()) {
            sum += node.cpu(role);
        }
        return sum;
    }

    /**
     * A client that has come.
     *
     * @param took until its list was written
     * @param redisCpu of Redis' one thread, in which nobody else is served
     * @param nodeCpu of the node's threads
     * @param fromRedis bytes that Redis has written
     * @param listBytes of the client's list
     * @param users that the node knows of then
     */
    record Entry(Duration took, Duration redisCpu, Duration nodeCpu, long fromRedis, int listBytes, int users) {}
}
