package canyon.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What operators see and may do.
 *
 * @param metrics who may read the metrics; from {@code canyon.metrics.access}, default loopback
 * @param readyMemoryPercent share of the heap in use after a collection over which the node is not ready; from
 *     {@code canyon.ready.memory-percent}, default 90
 * @param drain over which the closes of a drain are spread; from {@code canyon.drain.duration}, default 10 s
 */
public record OperatorSettings(
        Admin admin, Statistics statistics, MetricsAccess metrics, int readyMemoryPercent, Duration drain) {
    public OperatorSettings {
        OperatorKeys.READY_MEMORY_PERCENT.require(readyMemoryPercent);
        OperatorKeys.DRAIN_DURATION.require(drain);
    }

    /**
     * The dashboard.
     *
     * @param password plain or hashed; null if there is none, then with {@link AdminAuth#PASSWORD} there is no
     *     dashboard outside development mode; from {@code canyon.admin.password}
     * @param watchers live streams at once; from {@code canyon.dashboard.watchers}, default 20
     * @param eventsPerSecond that one live stream shows; of more a sample is shown; from
     *     {@code canyon.dashboard.events-per-second}, default 100
     */
    public record Admin(AdminAuth auth, @Nullable Secret password, int watchers, int eventsPerSecond) {
        public Admin {
            OperatorKeys.DASHBOARD_WATCHERS.require(watchers);
            OperatorKeys.DASHBOARD_EVENTS_PER_SECOND.require(eventsPerSecond);
        }
    }

    /**
     * What is remembered beyond the last hour.
     *
     * @param dataSource JNDI name; empty to remember it in memory, for a day
     * @param table name, with its schema and a dot in front if it is not the default one
     * @param retention after which a row is deleted; from {@code canyon.statistics.retention}, default 30 days
     */
    public record Statistics(String dataSource, String table, Duration retention) {
        public Statistics {
            OperatorKeys.STATISTICS_TABLE.require(table);
            OperatorKeys.STATISTICS_RETENTION.require(retention);
        }
    }
}
