package canyon.ops;

import canyon.metrics.Latency;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * What is told of the applications, which come and go, and of the fan-out. Asked for when somebody wants to know:
 * nothing is kept here.
 */
final class CanyonMetrics implements MultiCollector {
    static final String LATENCY = AppFamily.PREFIX + "broadcast_latency_ms";

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
        return all.metricSnapshot(latency(observed.meters().fanOut())).build();
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
