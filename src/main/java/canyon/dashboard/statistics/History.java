package canyon.dashboard.statistics;

import canyon.dashboard.statistics.Counts.Reading;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What memory keeps: each second of the last hour, each minute of the last day, and the minutes for each application
 * too. Run once a second; read from any thread.
 */
public final class History implements Runnable {
    /** Of which minutes are kept; all others count in the whole only. */
    static final int MAX_APPS = 200;

    private static final Logger LOG = System.getLogger(History.class.getName());

    private final Counts counts;
    private final Clock clock;
    private final MinuteListener listener;

    @GuardedBy("this")
    private final Track all;

    @GuardedBy("this")
    private final Map<String, Track> apps = new HashMap<>();

    @GuardedBy("this")
    private long last;

    private boolean failed;

    /** Hears of each minute that is over. Must not block. */
    interface MinuteListener {
        MinuteListener NOBODY = (all, apps) -> {};

        /**
         * A minute is over.
         *
         * @param apps by their ids, those in which something was
         */
        void over(Point all, Map<String, Point> apps);
    }

    History(Counts counts, Clock clock, MinuteListener listener) {
        this.counts = counts;
        this.clock = clock;
        this.listener = listener;
        this.all = new Track(counts.all(), true);
        this.last = clock.instant().getEpochSecond();
    }

    /** Takes a sample; to be run once a second. */
    @Override
    public void run() {
        try {
            sample();
        } catch (RuntimeException e) {
            // A scheduler forgets whoever throws.
            if (!failed) {
                LOG.log(Level.ERROR, "statistics miss a second", e);
            }
            failed = true;
        }
    }

    private synchronized void sample() {
        long now = clock.instant().getEpochSecond();
        if (now <= last) {
            // Too early, or the clock was set back; what is counted goes to a later second.
            if (last - now > 60) {
                last = now;
            }
            return;
        }
        last = now;
        Point minute = all.add(counts.all(), now);
        Map<String, Point> over = new HashMap<>();
        for (Map.Entry<String, Reading> app : counts.apps().entrySet()) {
            Point minuteOfApp = addTo(app.getKey(), app.getValue(), now);
            if (minuteOfApp != null && !minuteOfApp.isEmpty()) {
                over.put(app.getKey(), minuteOfApp);
            }
        }
        if (minute != null) {
            listener.over(minute, over);
        }
    }

    @GuardedBy("this")
    private @Nullable Point addTo(String app, Reading reading, long now) {
        Track track = apps.get(app);
        if (track == null) {
            if (apps.size() >= MAX_APPS) {
                return null;
            }
            track = new Track(Reading.NOTHING, false);
            apps.put(app, track);
        }
        return track.add(reading, now);
    }

    /** The last second; empty before the first is over. */
    public synchronized Optional<Point> lastSecond() {
        return Optional.ofNullable(all.last());
    }

    synchronized List<Point> seconds(long since) {
        return all.seconds(since);
    }

    /** @param app its id; null for all together */
    synchronized List<Point> minutes(@Nullable String app, long since) {
        Track track = app == null ? all : apps.get(app);
        return track == null ? List.of() : track.minutes(since);
    }
}
