package canyon.ops;

import canyon.cluster.ClusterMeters;
import canyon.cluster.ClusterView;
import canyon.cluster.NodeState;
import canyon.metrics.Drop;
import canyon.redis.RedisState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What is told of this node and of its Java machine, beside what {@link CanyonMetrics} tells. */
final class NodeMetrics implements AutoCloseable {
    private static final Logger LOG = System.getLogger(NodeMetrics.class.getName());

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    NodeMetrics(Observed observed, Outboxes outboxes, Health health, DrainControl drain) {
        registry.getPrometheusRegistry().register(new CanyonMetrics(observed));
        count(observed);
        gauge(
                "canyon.outbox.waiting",
                "bytes",
                "Bytes that wait for clients",
                () -> outboxes.sample().bytes());
        gauge(
                "canyon.outbox.largest",
                "bytes",
                "Bytes that wait for one client",
                () -> outboxes.sample().largest());
        gauge(
                "canyon.outbox.clients",
                "",
                "Clients for whom bytes wait",
                () -> outboxes.sample().clients());
        gauge("canyon.redis.configured", "", "1 if there is a Redis to listen to", () -> {
            return observed.redis().status().state() == RedisState.DISABLED ? 0 : 1;
        });
        gauge("canyon.redis.connected", "", "1 if what Laravel publishes through Redis arrives", () -> {
            return observed.redis().status().state() == RedisState.CONNECTED ? 1 : 0;
        });
        ClusterView cluster = observed.cluster();
        gauge(
                "canyon.cluster.nodes",
                "",
                "Nodes that live, as far as this one knows",
                () -> cluster.nodes().size());
        gauge("canyon.cluster.reached", "", "1 if messages to and from other nodes pass", () -> cluster.isUp() ? 1 : 0);
        gauge(
                "canyon.cluster.sharding",
                "",
                "1 if events for other nodes go by sharded pub/sub",
                () -> cluster.isSharded() ? 1 : 0);
        gauge(
                "canyon.cluster.echo",
                "ms",
                "Time of a message to the slowest other node and back",
                () -> cluster.nodes().stream()
                        .mapToDouble(NodeState::roundTripMillis)
                        .max()
                        .orElse(0));
        gauge(
                "canyon.ready",
                "",
                "1 if the node is ready for clients",
                () -> health.ready().isUp() ? 1 : 0);
        gauge("canyon.draining", "", "1 while clients are sent away", () -> drain.isDraining() ? 1 : 0);
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics(),
                        collections)
                .forEach(this::bind);
    }

    private void count(Observed observed) {
        for (Drop reason : Drop.values()) {
            FunctionCounter.builder("canyon.dropped", observed.meters(), meters -> meters.droppedCount(reason))
                    .description("What was not passed on")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (ClusterMeters.Count count : ClusterMeters.Count.values()) {
            String name = "canyon.cluster." + count.name().toLowerCase(Locale.ROOT);
            FunctionCounter.builder(name, observed.cluster().meters(), meters -> meters.sum(count))
                    .description(count.text())
                    .register(registry);
        }
        FunctionCounter.builder("canyon.deliveries", observed.meters(), meters -> meters.deliveredCount())
                .description("Messages of channels handed to clients")
                .register(registry);
        FunctionCounter.builder("canyon.unheard", observed.meters(), meters -> meters.unheardCount())
                .description("Messages from Redis to which nobody here listens")
                .register(registry);
        FunctionCounter.builder("canyon.activity.skipped", observed.activity(), activity -> activity.skippedCount())
                .description("Happenings that the dashboard was not told of, because there were too many")
                .register(registry);
    }

    private void gauge(String name, String unit, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .register(registry);
    }

    /** A server may keep classes of the Java machine from applications: then there is less to tell. */
    private void bind(MeterBinder ofJava) {
        try {
            ofJava.bindTo(registry);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    Level.INFO,
                    "{0} cannot be told here: {1}",
                    ofJava.getClass().getSimpleName(),
                    e);
        }
    }

    Exposition exposition() {
        return new Exposition(registry.getPrometheusRegistry());
    }

    /** The Java machine has nobody of this application to tell any more. */
    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
