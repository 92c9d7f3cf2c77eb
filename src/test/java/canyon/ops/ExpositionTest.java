package canyon.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.TestApps;
import canyon.cluster.ClusterMeters;
import canyon.cluster.ClusterView;
import canyon.cluster.NodeState;
import canyon.metrics.AppCount;
import canyon.metrics.Drop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExpositionTest {
    private static final Path BOARD = Path.of("server-config/grafana/canyon.json");
    private static final Path DOCUMENTATION = Path.of("src/docs/metrics.md");
    private static final Pattern EXPRESSION =
            Pattern.compile("\"(?:expr|query|definition)\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NAME = Pattern.compile("\\b(?:canyon|jvm|process)_[a-z_]+");

    private final List<NodeState> nodes =
            new ArrayList<>(List.of(node("a", 1, true), node("b", 2.5, false), node("c", -1, false)));
    private final Observed observed = TestOps.observed(new ClusterView() {
        private final ClusterMeters meters = new ClusterMeters();

        @Override
        public ClusterMeters meters() {
            return meters;
        }

        @Override
        public List<NodeState> nodes() {
            return nodes;
        }

        @Override
        public boolean isUp() {
            return true;
        }

        @Override
        public boolean isSharded() {
            return false;
        }
    });
    private final OpsDoor.Managed managed = TestOps.managed(observed, TestOps.undrained());
    private final NodeMetrics metrics =
            new NodeMetrics(observed, managed.outboxes(), managed.health(), managed.drain());

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void an_application_is_told_by_its_id_under_the_names_that_boards_for_soketi_know() throws IOException {
        observed.meters().app("").sent(3, 120);
        observed.meters().app("").count(AppCount.CONNECTIONS_OPENED);
        observed.meters().dropped(Drop.REDIS_NOT_JSON);

        assertThat(written(Exposition.Form.PROMETHEUS).lines())
                .contains(
                        "canyon_connected{app_id=\"" + TestApps.ID + "\"} 1.0",
                        "canyon_new_connections_total{app_id=\"" + TestApps.ID + "\"} 1.0",
                        "canyon_ws_messages_sent_total{app_id=\"" + TestApps.ID + "\"} 3.0",
                        "canyon_socket_transmitted_bytes{app_id=\"" + TestApps.ID + "\"} 120.0",
                        "canyon_dropped_total{reason=\"redis_not_json\"} 1.0",
                        "canyon_redis_configured 0.0",
                        "canyon_broadcast_latency_ms_count 0");
    }

    @Test
    void each_other_node_that_has_answered_is_told_with_its_time() throws IOException {
        nodes.add(node("b", 0.5, false));

        assertThat(echoes()).containsExactly("canyon_cluster_node_echo_ms{node=\"b\"} 2.5");
        assertThat(written(Exposition.Form.PROMETHEUS).lines())
                .contains("canyon_cluster_nodes 4.0", "canyon_cluster_echo_ms 2.5");
    }

    @Test
    void so_many_nodes_are_told_one_by_one_and_no_more() throws IOException {
        for (int i = 0; i < 2 * CanyonMetrics.MOST_NODES; i++) {
            nodes.add(node("n" + i, i, false));
        }

        assertThat(echoes()).hasSize(CanyonMetrics.MOST_NODES);
    }

    private List<String> echoes() throws IOException {
        return written(Exposition.Form.PROMETHEUS)
                .lines()
                .filter(line -> line.startsWith("canyon_cluster_node_echo_ms{"))
                .toList();
    }

    private static NodeState node(String label, double roundTripMillis, boolean isSelf) {
        return new NodeState(label, label + ".00000001", isSelf, Map.of(), roundTripMillis, Map.of());
    }

    @Test
    void two_applications_of_one_id_do_not_break_it() throws IOException {
        observed.meters().app(TestApps.ID).count(AppCount.PUBLISHED);

        assertThat(written(Exposition.Form.PROMETHEUS)).contains("canyon_published_total{app_id=\"3\"} 0.0");
    }

    @Test
    void OpenMetrics_is_written_for_whoever_names_it() throws IOException {
        assertThat(Exposition.Form.accepted("application/openmetrics-text;version=1.0.0,text/plain;q=0.5"))
                .isEqualTo(Exposition.Form.OPEN_METRICS);
        assertThat(Exposition.Form.accepted("text/plain")).isEqualTo(Exposition.Form.PROMETHEUS);
        assertThat(Exposition.Form.accepted(null)).isEqualTo(Exposition.Form.PROMETHEUS);
        assertThat(written(Exposition.Form.OPEN_METRICS)).endsWith("# EOF\n");
    }

    @Test
    void the_board_asks_for_metrics_that_exist() throws IOException {
        Set<String> asked = EXPRESSION
                .matcher(Files.readString(BOARD))
                .results()
                .map(found -> found.group(1))
                .flatMap(expression -> NAME.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asked).hasSizeGreaterThan(15);
        awaitCollection();
        assertThat(names(written(Exposition.Form.PROMETHEUS))).containsAll(asked);
    }

    /** Collections are told once there was one. */
    private void awaitCollection() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        System.gc();
        while (!written(Exposition.Form.PROMETHEUS).contains("jvm_gc_pause_seconds_sum")
                && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void each_metric_of_Canyon_is_documented_and_nothing_else() throws IOException {
        Set<String> documented = Pattern.compile("(?m)^\\| `(canyon_[a-z_]+)`")
                .matcher(Files.readString(DOCUMENTATION))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> families = Pattern.compile("(?m)^# TYPE (canyon_\\w+)")
                .matcher(written(Exposition.Form.PROMETHEUS))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(families);
    }

    private String written(Exposition.Form form) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.exposition().write(form, out);
        return out.toString(UTF_8);
    }

    private static Set<String> names(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
