package canyon.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.resps.ClusterShardInfo;

/** A Redis Cluster of three masters, each with a replica, on 127.0.0.1. */
public final class RedisCluster implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final int NODES = 6;
    private static final int MOST_KEYS = 1000;
    private static final int MIGRATION_MILLIS = 5000;

    private final List<RedisProcess> nodes;

    private RedisCluster(List<RedisProcess> nodes) {
        this.nodes = nodes;
    }

    /** Returns when all slots are served. A failed master is replaced in about three seconds. */
    public static RedisCluster start() throws IOException, InterruptedException {
        List<RedisProcess> nodes = new ArrayList<>();
        RedisCluster cluster = new RedisCluster(nodes);
        try {
            for (int i = 0; i < NODES; i++) {
                nodes.add(RedisProcess.server(
                        "cluster-enabled yes",
                        "cluster-node-timeout 1500",
                        // What remains answers, so that a test sees what a client makes of it.
                        "cluster-require-full-coverage no",
                        "cluster-port " + FreePort.next()));
            }
            cluster.create();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void create() throws IOException, InterruptedException {
        Process cli = new ProcessBuilder(Stream.concat(
                                Stream.of(RedisServers.program("redis-cli").toString(), "--cluster", "create"),
                                Stream.concat(
                                        nodes.stream().map(RedisProcess::place),
                                        Stream.of("--cluster-replicas", "1", "--cluster-yes")))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (cli.waitFor() != 0) {
            throw new IOException("the Redis Cluster was not made: " + said);
        }
        for (RedisProcess node : nodes) {
            await(node, "CLUSTER INFO", "cluster_state:ok");
        }
        // Each master has its replica, which has its data.
        for (RedisProcess node : nodes) {
            await(node, "INFO", "role:master\r\nconnected_slaves:1", "master_link_status:up");
        }
    }

    public List<RedisProcess> nodes() {
        return List.copyOf(nodes);
    }

    public RedisProcess node(int port) {
        return nodes.stream().filter(node -> node.port() == port).findFirst().orElseThrow();
    }

    /** The master that has a key's slot. */
    public RedisProcess masterOf(String key) {
        try (Jedis any = open(nodes.get(0).port())) {
            long slot = any.clusterKeySlot(key);
            return any.clusterShards().stream()
                    .filter(shard -> has(shard, slot))
                    .map(shard -> node(masterOf(shard)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Those that have no slots now. */
    public List<RedisProcess> replicas() {
        return nodes.stream()
                .filter(node -> ask(node, "INFO").contains("role:slave"))
                .toList();
    }

    /**
     * All others forget a replica, which still knows them: it takes connections, and hears nothing from them. It cannot
     * be undone.
     */
    public void forget(RedisProcess replica) {
        try (Jedis forgotten = open(replica.port())) {
            String id = forgotten.clusterMyId();
            for (RedisProcess node : nodes) {
                if (node != replica) {
                    try (Jedis forgetful = open(node.port())) {
                        forgetful.clusterForget(id);
                    }
                }
            }
        }
    }

    /** A replica forgets all others, which still know it. It cannot be undone. */
    public void makeForget(RedisProcess replica) {
        try (Jedis forgetful = open(replica.port())) {
            forgetful.clusterReset();
        }
    }

    private static boolean has(ClusterShardInfo shard, long slot) {
        return shard.getSlots().stream().anyMatch(range -> range.get(0) <= slot && slot <= range.get(1));
    }

    private static int masterOf(ClusterShardInfo shard) {
        return shard.getNodes().stream()
                .filter(node -> node.getRole().equals("master"))
                .map(node -> Math.toIntExact(node.getPort()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Moves what belongs to a key's slot from the master that has it to another one, as an administrator would.
     *
     * @param meanwhile run when the slot is on its way and its keys are not
     */
    public void move(String key, Runnable meanwhile) {
        try (Jedis any = open(nodes.get(0).port())) {
            long slot = any.clusterKeySlot(key);
            List<Jedis> masters = new ArrayList<>();
            Jedis from = null;
            Jedis to = null;
            int toPort = 0;
            try {
                for (ClusterShardInfo shard : any.clusterShards()) {
                    int port = masterOf(shard);
                    Jedis master = open(port);
                    masters.add(master);
                    if (has(shard, slot)) {
                        from = master;
                    } else {
                        to = master;
                        toPort = port;
                    }
                }
                move(
                        Math.toIntExact(slot),
                        Objects.requireNonNull(from),
                        Objects.requireNonNull(to),
                        toPort,
                        meanwhile);
                String owner = to.clusterMyId();
                masters.forEach(master -> master.clusterSetSlotNode(Math.toIntExact(slot), owner));
            } finally {
                masters.forEach(Jedis::close);
            }
        }
    }

    private static void move(int slot, Jedis from, Jedis to, int toPort, Runnable meanwhile) {
        to.clusterSetSlotImporting(slot, from.clusterMyId());
        from.clusterSetSlotMigrating(slot, to.clusterMyId());
        meanwhile.run();
        List<String> keys = from.clusterGetKeysInSlot(slot, MOST_KEYS);
        if (!keys.isEmpty()) {
            from.migrate(
                    "127.0.0.1", toPort, MIGRATION_MILLIS, MigrateParams.migrateParams(), keys.toArray(String[]::new));
        }
    }

    private static Jedis open(int port) {
        return new Jedis("127.0.0.1", port);
    }

    /** All nodes, as in URLs. */
    public String places() {
        return nodes.stream().map(RedisProcess::place).collect(Collectors.joining(","));
    }

    private static void await(RedisProcess node, String command, String... oneOf) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            String answer = ask(node, command);
            if (Stream.of(oneOf).anyMatch(answer::contains)) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(node.place() + " says to " + command + ": " + answer);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static String ask(RedisProcess node, String command) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            return command.equals("INFO") ? jedis.info("replication") : jedis.clusterInfo();
        } catch (JedisException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        for (RedisProcess node : nodes) {
            node.close();
        }
    }
}
