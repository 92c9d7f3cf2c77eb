package canyon.boot;

import canyon.config.OperatorSettings;
import canyon.config.Settings;
import canyon.dashboard.AppUsage;
import canyon.dashboard.access.Admins;
import canyon.dashboard.access.DashboardDoor;
import canyon.dashboard.access.Site;
import canyon.dashboard.live.Live;
import canyon.dashboard.live.LiveServlet;
import canyon.dashboard.statistics.HistoryServlet;
import canyon.dashboard.statistics.Statistics;
import canyon.metrics.AppCount;
import canyon.metrics.AppMeters;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What operators see of a node, put together. */
final class Dashboard {
    private final OperatorSettings settings;
    private final Admins admins;
    private final Statistics statistics;
    private final Live live;
    private final Node node;
    private @Nullable Future<?> sampling;

    /** @throws canyon.config.InvalidSettingsException if there is no such database as is configured */
    Dashboard(Settings settings, Node node) {
        this.settings = settings.operator();
        this.node = node;
        this.admins = new Admins(
                this.settings.admin(),
                new Site(settings.dev(), settings.proxies(), settings.publicUrl()),
                System::nanoTime);
        this.statistics = Statistics.begin(this.settings.statistics(), node.counts(), Clock.systemUTC());
        this.live = new Live(
                node.activity(), statistics, node::appId, this.settings.admin().watchers());
    }

    /** Puts its doors in place; to be called while the application starts. */
    void open(ServletContext context) {
        new DashboardDoor(admins).open(context);
        HistoryServlet.open(context, statistics);
        LiveServlet.open(context, live, settings.admin().eventsPerSecond());
    }

    /** @param threads runs each task on a thread of its own until it is interrupted */
    void start(Executor threads, ScheduledExecutorService scheduler) {
        threads.execute(live);
        statistics.writer().ifPresent(threads::execute);
        sampling = scheduler.scheduleAtFixedRate(statistics.sampler(), 1, 1, TimeUnit.SECONDS);
    }

    void stop() {
        if (sampling != null) {
            sampling.cancel(false);
        }
        live.stop();
        admins.stop();
    }

    /** What the application with this scope has used. */
    AppUsage.Totals usage(String scope) {
        AppMeters counted = node.meters().app(scope);
        return new AppUsage.Totals(
                statistics.peakConnections(node.appId(scope)),
                counted.sum(AppCount.MESSAGES_RECEIVED),
                counted.sum(AppCount.MESSAGES_SENT),
                counted.sum(AppCount.HTTP_CALLS));
    }

    Admins admins() {
        return admins;
    }
}
