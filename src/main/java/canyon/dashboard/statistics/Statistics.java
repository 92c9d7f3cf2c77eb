package canyon.dashboard.statistics;

import canyon.config.DataSources;
import canyon.config.OperatorSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What was, from memory or from the database. Safe for use from any thread. */
public final class Statistics {
    private final Clock clock;
    private final History history;
    private final @Nullable Archive archive;

    private Statistics(Clock clock, History history, @Nullable Archive archive) {
        this.clock = clock;
        this.history = history;
        this.archive = archive;
    }

    /**
     * Begins with what is counted now. A database that does not answer is no reason not to begin.
     *
     * @throws canyon.config.InvalidSettingsException if there is no data source of the configured name
     */
    public static Statistics begin(OperatorSettings.Statistics settings, Counts counts, Clock clock) {
        if (settings.dataSource().isEmpty()) {
            return new Statistics(clock, new History(counts, clock, History.MinuteListener.NOBODY), null);
        }
        return begin(DataSources.find("canyon.statistics.datasource", settings.dataSource()), settings, counts, clock);
    }

    static Statistics begin(DataSource database, OperatorSettings.Statistics settings, Counts counts, Clock clock) {
        StatisticsTable table = new StatisticsTable(
                database, settings.table(), UUID.randomUUID().toString());
        Archive archive = new Archive(table, settings.retention(), clock);
        return new Statistics(clock, new History(counts, clock, archive), archive);
    }

    /** Takes a sample; to be run once a second. */
    public Runnable sampler() {
        return history;
    }

    /** Writes to the database until its thread is interrupted; empty if there is none. */
    public Optional<Runnable> writer() {
        return Optional.ofNullable(archive);
    }

    /** The last second; empty before the first is over. */
    public Optional<Point> lastSecond() {
        return history.lastSecond();
    }

    /** Most connections at once of an application, by its id, within the last day of this node. */
    public int peakConnections(String app) {
        long since = clock.instant().getEpochSecond() - Range.DAY.seconds();
        return history.minutes(app, since).stream()
                .mapToInt(Point::peakConnections)
                .max()
                .orElse(0);
    }

    /**
     * Points in their order.
     *
     * @param stepSeconds how long each is
     * @param kept where they come from, {@code memory} or {@code database}
     */
    record Series(int stepSeconds, String kept, List<Point> points) {}

    /** @param app its id, empty for a default application without a name; null for all together */
    Series series(Range range, @Nullable String app) {
        long since = clock.instant().getEpochSecond() - range.seconds();
        if (range == Range.HOUR && app == null) {
            return new Series(1, "memory", history.seconds(since));
        }
        if (range != Range.HOUR && archive != null) {
            int step = range.stepSeconds();
            Optional<List<Point>> points =
                    archive.read(app == null ? StatisticsTable.ALL : app, since - since % step, step);
            if (points.isPresent()) {
                return new Series(step, "database", points.get());
            }
        }
        return new Series(range.stepSeconds(), "memory", steps(history.minutes(app, since), range.stepSeconds()));
    }

    private static List<Point> steps(List<Point> minutes, int step) {
        List<Point> steps = new ArrayList<>();
        for (Point minute : minutes) {
            long begin = minute.at() - minute.at() % step;
            int last = steps.size() - 1;
            if (last >= 0 && steps.get(last).at() == begin) {
                steps.set(last, steps.get(last).with(minute));
            } else {
                steps.add(minute.at(begin));
            }
        }
        return steps;
    }
}
