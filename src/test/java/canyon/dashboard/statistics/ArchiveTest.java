package canyon.dashboard.statistics;

import static canyon.dashboard.statistics.TestCounts.reading;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.OperatorSettings;
import canyon.dashboard.statistics.Statistics.Series;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchiveTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(2);

    private final TestClock clock = new TestClock(NOON);
    private final JdbcDataSource h2 = new JdbcDataSource();
    private boolean away;
    private final DataSource database = (DataSource) Proxy.newProxyInstance(
            ArchiveTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                if (away) {
                    throw new SQLException("away", "08001");
                }
                return h2.getConnection();
            });
    private final StatisticsTable table = new StatisticsTable(database, "canyon_statistics", "node");
    private final Archive archive = new Archive(table, RETENTION, clock);

    ArchiveTest() {
        h2.setUrl("jdbc:h2:mem:ArchiveTest" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1");
    }

    @Test
    void each_minute_is_written_for_all_and_for_each_application() throws SQLException {
        archive.over(point(5), Map.of("shop", point(3)));

        assertThat(archive.writeAll()).isTrue();

        assertThat(table.since("*", 0, 60)).containsExactly(point(5));
        assertThat(table.since("shop", 0, 60)).containsExactly(point(3));
    }

    @Test
    void while_the_database_is_away_the_last_hour_waits_for_it() throws SQLException {
        away = true;
        for (int i = 0; i < 90; i++) {
            archive.over(point(i), Map.of("shop", point(i)));
            assertThat(archive.writeAll()).isFalse();
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(archive.waitingMinutes()).isEqualTo(Archive.MAX_MINUTES);
        assertThat(archive.read("shop", 0, 60)).isEmpty();

        away = false;
        assertThat(archive.writeAll()).isTrue();

        assertThat(archive.waitingMinutes()).isZero();
        assertThat(table.since("shop", 0, 60)).hasSize(60);
        assertThat(archive.read("shop", 0, 60)).isPresent();
    }

    @Test
    void what_is_older_than_the_retention_goes() throws SQLException {
        archive.over(point(1), Map.of());
        archive.writeAll();
        clock.pass(RETENTION.plusHours(1));
        archive.over(point(2), Map.of());

        archive.writeAll();

        assertThat(table.since("*", 0, 60)).extracting(Point::connections).containsExactly(2);
    }

    @Test
    void a_minute_that_is_there_already_holds_up_nothing() throws SQLException {
        archive.over(point(1), Map.of());
        archive.writeAll();
        archive.over(point(1), Map.of());
        clock.pass(Duration.ofMinutes(1));
        archive.over(point(2), Map.of());

        assertThat(archive.writeAll()).isTrue();

        assertThat(table.since("*", 0, 60)).hasSize(2);
    }

    @Test
    void a_day_and_a_month_come_from_the_database_and_from_memory_while_it_is_away() {
        TestCounts counts = new TestCounts();
        Statistics statistics = Statistics.begin(
                database, new OperatorSettings.Statistics("jdbc/x", "canyon_statistics", RETENTION), counts, clock);
        for (int i = 1; i <= 3; i++) {
            counts.all = reading(i, 0, i * 60L);
            clock.pass(Duration.ofMinutes(1));
            statistics.sampler().run();
        }
        Archive own = (Archive) statistics.writer().orElseThrow();
        own.writeAll();

        Series day = statistics.series(Range.DAY, null);
        assertThat(day.kept()).isEqualTo("database");
        assertThat(day.points()).extracting(Point::connections).containsExactly(1, 2);
        assertThat(statistics.series(Range.MONTH, null).points())
                .extracting(Point::peakConnections)
                .containsExactly(2);
        away = true;
        assertThat(statistics.series(Range.DAY, null).kept()).isEqualTo("memory");
        assertThat(statistics.series(Range.DAY, null).points())
                .extracting(Point::connections)
                .containsExactly(1, 2, 3);
    }

    private Point point(int connections) {
        return new Point(clock.seconds() - clock.seconds() % 60, connections, connections, 0, 0, 0, 0, 0, 0, 0);
    }
}
