package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.ClusterSettings;
import canyon.message.ChannelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, and in whatever order, everybody knows the truth in the end. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClusterRaceTest {
    private static final ChannelName ROOM = new ChannelName("presence-room");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int STEPS = 300;
    private static final int USERS = 6;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong(System.nanoTime());
    private final FakeRedis redis = new FakeRedis();
    private final List<TestNode> nodes = new ArrayList<>();

    /** Users by socket, for each node. */
    private final Map<String, String> truth = new TreeMap<>();

    private int sockets;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void every_list_equals_the_truth_when_all_is_well_again(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            ClusterSettings settings =
                    new ClusterSettings(null, "canyon:", Duration.ofSeconds(2), LEASE, Duration.ZERO);
            nodes.add(new TestNode(redis, settings, nanos::get, threads));
            work(random);
        }
        for (int i = 0; i < STEPS; i++) {
            step(random);
            if (random.nextInt(3) > 0) {
                work(random);
            }
        }
        for (TestNode node : nodes) {
            node.frozen = false;
            node.deaf = false;
            if (node.way.cut) {
                node.reconnect();
            }
        }
        comeBack();
        pass(LEASE.multipliedBy(3), random);

        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrderElementsOf(truth.keySet());
        for (Map.Entry<String, String> client : truth.entrySet()) {
            TestNode node = nodeOf(client.getKey());
            assertThat(node.members(ROOM)).containsExactlyInAnyOrderElementsOf(truth.keySet());
            assertThat(known(node.heard(client.getKey()))).isEqualTo(new TreeSet<>(truth.values()));
        }
    }

    /** Whom a client knows after all that it was told. */
    private Set<String> known(List<String> heard) {
        Set<String> users = new TreeSet<>();
        for (String line : heard) {
            if (line.startsWith("list")) {
                users.clear();
                for (String socket : line.substring(4).strip().split(" ", -1)) {
                    users.add(userOf(socket));
                }
            } else if (line.startsWith("+")) {
                assertThat(users.add(userOf(line.substring(1))))
                        .as("%s in %s", line, heard)
                        .isTrue();
            } else {
                assertThat(users.remove(line.substring(1)))
                        .as("%s in %s", line, heard)
                        .isTrue();
            }
        }
        return users;
    }

    /** A socket's name tells its node, its number and its user. */
    private static String userOf(String socket) {
        return socket.substring(socket.indexOf('u'));
    }

    private TestNode nodeOf(String socket) {
        return nodes.get(socket.charAt(0) - '0');
    }

    private void step(Random random) {
        TestNode node = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(20)) {
            case 0 -> node.frozen = true;
            case 1, 2 -> node.frozen = false;
            case 3 -> node.deaf = true;
            case 4, 5 -> node.deaf = false;
            case 6 -> {
                if (!node.way.cut) {
                    node.cut();
                }
            }
            case 7, 8 -> {
                if (node.way.cut) {
                    node.reconnect();
                }
            }
            case 9 -> {
                redis.away = true;
                nodes.forEach(each -> each.cluster.heard(false));
            }
            case 10, 11 -> comeBack();
            case 12 -> pass(Duration.ofSeconds(random.nextInt(40)), random);
            case 13 -> {
                if (redis.away) {
                    redis.forget();
                }
            }
            case 14, 15, 16 -> leave(random);
            default -> join(random);
        }
    }

    private void comeBack() {
        if (redis.away) {
            redis.away = false;
            nodes.stream().filter(node -> !node.way.cut).forEach(node -> node.cluster.heard(true));
        }
    }

    private void join(Random random) {
        int node = random.nextInt(nodes.size());
        String user = "u" + random.nextInt(USERS);
        sockets++;
        String socket = node + "." + sockets + user;
        truth.put(socket, user);
        nodes.get(node).join(socket, ROOM, user);
    }

    private void leave(Random random) {
        if (!truth.isEmpty()) {
            String socket = List.copyOf(truth.keySet()).get(random.nextInt(truth.size()));
            truth.remove(socket);
            nodeOf(socket).end(socket);
        }
    }

    private void pass(Duration time, Random random) {
        Duration step = Duration.ofMillis(250);
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            nanos.addAndGet(step.toNanos());
            redis.pass(step);
            work(random);
        }
    }

    private void work(Random random) {
        for (boolean isBusy = true; isBusy; ) {
            isBusy = false;
            int first = random.nextInt(nodes.size());
            for (int i = 0; i < nodes.size(); i++) {
                isBusy |= nodes.get((first + i) % nodes.size()).work();
            }
        }
        nodes.forEach(TestNode::work);
    }
}
