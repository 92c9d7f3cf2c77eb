package canyon.dashboard.statistics;

import canyon.dashboard.statistics.StatisticsTable.Row;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Writes minutes to the database, on the thread that runs it: nobody else waits. While the database is away the minutes
 * of the last hour wait for it. Safe for use from any thread.
 */
final class Archive implements Runnable, History.MinuteListener {
    /** That wait; with one more the oldest is lost. */
    static final int MAX_MINUTES = 60;

    private static final Duration RETRY = Duration.ofSeconds(20);
    private static final Duration BETWEEN_DELETIONS = Duration.ofHours(1);

    /** "Integrity constraint violation" of the SQL standard. */
    private static final String VIOLATION = "23";

    private static final Logger LOG = System.getLogger(Archive.class.getName());

    private final StatisticsTable table;
    private final Duration retention;
    private final Clock clock;

    @GuardedBy("this")
    private final Deque<List<Row>> waiting = new ArrayDeque<>();

    private boolean made;
    private long deleted;
    private volatile boolean away;
    private volatile long readFailed;

    Archive(StatisticsTable table, Duration retention, Clock clock) {
        this.table = table;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public synchronized void over(Point all, Map<String, Point> apps) {
        List<Row> rows = new ArrayList<>(apps.size() + 1);
        rows.add(new Row(StatisticsTable.ALL, all));
        apps.forEach((app, minute) -> rows.add(new Row(app, minute)));
        waiting.add(rows);
        if (waiting.size() > MAX_MINUTES) {
            waiting.remove();
        }
        notifyAll();
    }

    /** Until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                if (writeAll()) {
                    awaitMore();
                } else {
                    TimeUnit.SECONDS.sleep(RETRY.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitMore() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
    }

    /** Whether nothing is left. */
    boolean writeAll() {
        try {
            if (!made) {
                table.make();
                made = true;
            }
            for (Optional<List<Row>> rows = next(); rows.isPresent(); rows = next()) {
                add(rows.get());
                remove(rows.get());
            }
            long now = clock.instant().getEpochSecond();
            if (now - deleted >= BETWEEN_DELETIONS.toSeconds()) {
                table.deleteBefore(now - retention.toSeconds());
                deleted = now;
            }
            if (away) {
                LOG.log(Level.INFO, "statistics are written to the database again");
            }
            away = false;
            return true;
        } catch (SQLException | RuntimeException e) {
            if (!away) {
                LOG.log(
                        Level.WARNING,
                        "statistics cannot be written to the database, those of the last hour wait for it: {0}",
                        String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " "));
            }
            away = true;
            return false;
        }
    }

    private void add(List<Row> rows) throws SQLException {
        try {
            table.add(rows);
        } catch (SQLException e) {
            if (!String.valueOf(e.getSQLState()).startsWith(VIOLATION)) {
                throw e;
            }
            // They are there: the connection ended before the database could say so, or the clock was set back.
            LOG.log(Level.DEBUG, "statistics of a minute were there already", e);
        }
    }

    private synchronized Optional<List<Row>> next() {
        return Optional.ofNullable(waiting.peek());
    }

    private synchronized void remove(List<Row> rows) {
        waiting.removeFirstOccurrence(rows);
    }

    synchronized int waitingMinutes() {
        return waiting.size();
    }

    /** Empty while the database is away, which is tried again only now and then: somebody waits for the answer. */
    Optional<List<Point>> read(String app, long since, int step) {
        long now = clock.instant().getEpochSecond();
        if (away || Math.abs(now - readFailed) < RETRY.toSeconds()) {
            return Optional.empty();
        }
        try {
            return Optional.of(table.since(app, since, step));
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "statistics cannot be read", e);
            readFailed = now;
            return Optional.empty();
        }
    }
}
