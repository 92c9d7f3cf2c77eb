package canyon.dashboard.statistics;

import canyon.dashboard.statistics.Counts.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Points made of readings: what was counted between two of them. Not thread-safe: {@link History} guards it. */
final class Track {
    private static final int MINUTE = 60;
    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int SECONDS_OF_AN_HOUR = 3_600;

    private final @Nullable Ring seconds;
    private final Ring minutes = new Ring(MINUTES_OF_A_DAY);
    private Reading before;
    private @Nullable Point minute;
    private @Nullable Point last;

    /**
     * Begins with a reading.
     *
     * @param withSeconds whether single seconds are kept too, for an hour
     */
    Track(Reading first, boolean withSeconds) {
        this.before = first;
        this.seconds = withSeconds ? new Ring(SECONDS_OF_AN_HOUR) : null;
    }

    /**
     * Takes the next reading.
     *
     * @param now in seconds since 1970, later than before
     * @return the minute that is over now; null if it goes on
     */
    @Nullable
    Point add(Reading reading, long now) {
        Point point = between(before, reading, now);
        before = reading;
        last = point;
        if (seconds != null) {
            seconds.add(point);
        }
        long begin = now - now % MINUTE;
        Point running = minute;
        if (running == null) {
            minute = point.at(begin);
            return null;
        }
        if (running.at() == begin) {
            minute = running.with(point);
            return null;
        }
        minutes.add(running);
        minute = point.at(begin);
        return running;
    }

    private static Point between(Reading from, Reading to, long now) {
        return new Point(
                now,
                to.connections(),
                to.connections(),
                to.channels(),
                Math.max(0, to.in() - from.in()),
                Math.max(0, to.out() - from.out()),
                Math.max(0, to.published() - from.published()),
                Math.max(0, to.apiCalls() - from.apiCalls()),
                Math.max(0, to.errors() - from.errors()),
                to.lagMillis());
    }

    @Nullable
    Point last() {
        return last;
    }

    List<Point> seconds(long since) {
        return seconds == null ? List.of() : seconds.since(since);
    }

    /** With the one that goes on. */
    List<Point> minutes(long since) {
        List<Point> all = minutes.since(since);
        if (minute != null) {
            all.add(minute);
        }
        return all;
    }
}
