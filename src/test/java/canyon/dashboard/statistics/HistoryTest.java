package canyon.dashboard.statistics;

import static canyon.dashboard.statistics.TestCounts.reading;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.OperatorSettings;
import canyon.dashboard.statistics.Statistics.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HistoryTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final TestClock clock = new TestClock(NOON);
    private final TestCounts counts = new TestCounts();
    private final Statistics statistics =
            Statistics.begin(new OperatorSettings.Statistics("", "t", Duration.ofDays(30)), counts, clock);

    @Test
    void a_second_tells_what_was_counted_in_it() {
        counts.all = reading(3, 10, 100);
        second();
        counts.all = reading(2, 14, 160);
        second();

        assertThat(statistics.lastSecond()).contains(new Point(NOON.getEpochSecond() + 2, 2, 2, 1, 4, 60, 30, 2, 0, 3));
        Series hour = statistics.series(Range.HOUR, null);
        assertThat(hour.stepSeconds()).isEqualTo(1);
        assertThat(hour.kept()).isEqualTo("memory");
        assertThat(hour.points()).extracting(Point::out).containsExactly(100L, 60L);
    }

    @Test
    void before_the_first_second_is_over_there_is_none() {
        assertThat(statistics.lastSecond()).isEmpty();
        assertThat(statistics.series(Range.HOUR, null).points()).isEmpty();
    }

    @Test
    void the_seconds_of_more_than_an_hour_are_forgotten() {
        for (int i = 0; i < 4_000; i++) {
            second();
        }

        List<Point> points = statistics.series(Range.HOUR, null).points();
        assertThat(points).hasSize(3_600);
        assertThat(points.get(0).at()).isEqualTo(NOON.getEpochSecond() + 401);
        assertThat(points.get(3_599).at()).isEqualTo(NOON.getEpochSecond() + 4_000);
    }

    @Test
    void the_minutes_of_more_than_a_day_are_forgotten() {
        for (int i = 0; i < 1_500; i++) {
            clock.pass(Duration.ofMinutes(1));
            statistics.sampler().run();
        }

        Series day = statistics.series(Range.DAY, null);
        assertThat(day.stepSeconds()).isEqualTo(60);
        assertThat(day.points()).hasSizeBetween(1_440, 1_441);
        assertThat(statistics.series(Range.MONTH, null).stepSeconds()).isEqualTo(3_600);
        assertThat(statistics.series(Range.MONTH, null).points()).hasSizeBetween(24, 25);
    }

    @Test
    void a_minute_tells_the_most_connections_of_any_second_and_all_messages() {
        for (int connections : new int[] {1, 9, 4}) {
            counts.all = reading(connections, counts.all.in() + 6, counts.all.out() + 20);
            second();
        }

        Point minute = statistics.series(Range.DAY, null).points().get(0);
        assertThat(minute).isEqualTo(new Point(NOON.getEpochSecond(), 4, 9, 1, 18, 60, 30, 9, 0, 3));
        assertThat(minute.json(60))
                .isEqualTo("{\"t\":%d,\"connections\":4,\"peakConnections\":9,\"channels\":1,\"in\":0.3,\"out\":1,"
                                .formatted(NOON.getEpochSecond())
                        + "\"published\":30,\"apiCalls\":9,\"errors\":0,\"lagMillis\":3}");
    }

    @Test
    void applications_have_their_own_minutes_from_their_first_message_on() {
        second();
        counts.apps.put("shop", reading(1, 5, 0));
        counts.apps.put("blog", reading(2, 0, 7));
        second();
        counts.apps.put("shop", reading(1, 6, 0));
        second();

        assertThat(statistics.series(Range.HOUR, "shop").stepSeconds()).isEqualTo(60);
        assertThat(statistics.series(Range.HOUR, "shop").points())
                .extracting(Point::in)
                .containsExactly(6L);
        assertThat(statistics.series(Range.DAY, "blog").points())
                .extracting(Point::out)
                .containsExactly(7L);
        assertThat(statistics.series(Range.DAY, "wiki").points()).isEmpty();
    }

    @Test
    void no_more_than_two_hundred_applications_have_them() {
        for (int i = 0; i < 1_000; i++) {
            counts.apps.put("app-" + i, reading(1, 1, 1));
        }
        second();

        long kept = counts.apps.keySet().stream()
                .filter(app -> !statistics.series(Range.DAY, app).points().isEmpty())
                .count();
        assertThat(kept).isEqualTo(History.MAX_APPS);
    }

    @Test
    void what_is_counted_while_the_clock_stands_belongs_to_the_next_second() {
        counts.all = reading(1, 0, 10);
        second();
        counts.all = reading(1, 0, 15);
        statistics.sampler().run();
        counts.all = reading(1, 0, 25);
        second();

        assertThat(statistics.series(Range.HOUR, null).points())
                .extracting(Point::out)
                .containsExactly(10L, 15L);
    }

    @Test
    void a_fault_costs_a_second() {
        TestCounts broken = new TestCounts();
        Statistics other = Statistics.begin(
                new OperatorSettings.Statistics("", "t", Duration.ofDays(30)),
                new Counts() {
                    @Override
                    public Reading all() {
                        if (broken.all.connections() < 0) {
                            throw new IllegalStateException("broken");
                        }
                        return broken.all;
                    }

                    @Override
                    public Map<String, Reading> apps() {
                        return broken.apps();
                    }
                },
                clock);
        broken.all = reading(-1, 0, 0);
        clock.pass(Duration.ofSeconds(1));
        other.sampler().run();
        broken.all = reading(1, 0, 8);
        clock.pass(Duration.ofSeconds(1));
        other.sampler().run();

        assertThat(other.series(Range.HOUR, null).points())
                .extracting(Point::out)
                .containsExactly(8L);
    }

    private void second() {
        clock.pass(Duration.ofSeconds(1));
        statistics.sampler().run();
    }
}
