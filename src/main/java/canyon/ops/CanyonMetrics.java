package canyon.ops;

import canyon.cluster.NodeState;
import canyon.metrics.Latency;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is told of the applications and of the other nodes, which come and go, and of the fan-out. Asked for when
 * somebody wants to know: nothing is kept here.
 */
final class CanyonMetrics implements MultiCollector {
    static final String LATENCY = AppFamily.PREFIX + "broadcast_latency_ms";

    static final String ECHO = AppFamily.PREFIX + "cluster_node_echo_ms";

    /** Other nodes that are told of, the first ones by name: each is a line of its own. */
    static final int MOST_NODES = 100;

    private final Observed observed;

    CanyonMetrics(Observed observed) {
        this.observed = observed;
    }

    @Override
    public MetricSnapshots collect() {
        Iterable<Observed.ObservedApp> apps = observed.byId();
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (AppFamily family : AppFamily.values()) {
            all.metricSnapshot(family.snapshot(apps));
        }
        return all.metricSnapshot(latency(observed.meters().fanOut()))
                .metricSnapshot(echoes(observed.cluster().nodes()))
                .build();
    }

    private static GaugeSnapshot echoes(List<NodeState> nodes) {
        GaugeSnapshot.Builder echoes =
                GaugeSnapshot.builder().name(ECHO).help("Time of a message to another node and back");
        slowest(nodes).entrySet().stream()
                .limit(MOST_NODES)
                .forEach(echo -> echoes.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("node", echo.getKey()))
                        .value(echo.getValue())
                        .build()));
        return echoes.build();
    }

    /** Two nodes of one name are told of as one. */
    private static SortedMap<String, Double> slowest(List<NodeState> nodes) {
        SortedMap<String, Double> slowest = new TreeMap<>();
        for (NodeState node : nodes) {
            if (!node.isSelf() && node.roundTripMillis() >= 0) {
                slowest.merge(node.label(), node.roundTripMillis(), Math::max);
            }
        }
        return slowest;
    }

    private static HistogramSnapshot latency(Latency latency) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long[] bounds = Latency.boundsMillis();
        long[] counts = latency.counts();
        for (int i = 0; i < counts.length; i++) {
            buckets.bucket(i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY, counts[i]);
        }
        return HistogramSnapshot.builder()
                .name(LATENCY)
                .help("Time from when a message is taken to when it was handed to all clients of one worker")
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(latency.sumMillis())
                        .build())
                .build();
    }
}
