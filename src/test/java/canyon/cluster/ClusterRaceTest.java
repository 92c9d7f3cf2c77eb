package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, and in whatever order, everybody knows the truth in the end. */
class ClusterRaceTest extends TestCluster {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final int STEPS = 300;
    private static final int USERS = 6;

    /** Users by socket, for each node. */
    private final Map<String, String> truth = new TreeMap<>();

    private Random random = new Random();
    private int sockets;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void every_list_equals_the_truth_when_all_is_well_again(long seed) throws Exception {
        random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            node();
        }
        for (int i = 0; i < STEPS; i++) {
            step();
            if (random.nextInt(3) > 0) {
                settle();
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
        pass(LEASE.multipliedBy(3), TICK);

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

    private void step() {
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
            case 9 -> goAway();
            case 10, 11 -> comeBack();
            case 12 -> pass(Duration.ofSeconds(random.nextInt(40)), TICK);
            case 13 -> {
                if (redis.away) {
                    redis.forget();
                }
            }
            case 14, 15, 16 -> leave();
            default -> join();
        }
    }

    private void join() {
        int node = random.nextInt(nodes.size());
        String user = "u" + random.nextInt(USERS);
        sockets++;
        String socket = node + "." + sockets + user;
        truth.put(socket, user);
        nodes.get(node).join(socket, ROOM, user);
    }

    private void leave() {
        if (!truth.isEmpty()) {
            String socket = List.copyOf(truth.keySet()).get(random.nextInt(truth.size()));
            truth.remove(socket);
            nodeOf(socket).end(socket);
        }
    }

    @Override
    int first() {
        return random.nextInt(nodes.size());
    }
}
