package canyon.ops;

import canyon.config.MetricsAccess;
import jakarta.servlet.ServletContext;

/**
 * Where operators' tools come in: {@code /ops/metrics}, {@code /ops/live}, {@code /ops/started}, {@code /ops/ready}.
 */
public final class OpsDoor implements AutoCloseable {
    private final Health health;
    private final MetricsGate gate;
    private final NodeMetrics metrics;

    /**
     * A door that is not open yet.
     *
     * @param access who may read the metrics
     * @param admin who is an administrator, if only one may read them
     */
    public OpsDoor(Observed observed, Managed managed, MetricsAccess access, AdminCheck admin) {
        this.health = managed.health();
        this.gate = new MetricsGate(access, admin);
        this.metrics = new NodeMetrics(observed, managed.outboxes(), managed.health(), managed.drain());
    }

    /** What is looked at, and what can be done. */
    public record Managed(Health health, DrainControl drain, Outboxes outboxes) {}

    /** Puts the servlets in place; to be called while the application starts. */
    public void open(ServletContext context) {
        context.addServlet("ops metrics", new MetricsServlet(gate, metrics.exposition()))
                .addMapping("/ops/metrics");
        context.addServlet("ops live", new HealthServlet(health::live)).addMapping("/ops/live");
        context.addServlet("ops started", new HealthServlet(health::started)).addMapping("/ops/started");
        context.addServlet("ops ready", new HealthServlet(health::ready)).addMapping("/ops/ready");
    }

    @Override
    public void close() {
        metrics.close();
    }
}
