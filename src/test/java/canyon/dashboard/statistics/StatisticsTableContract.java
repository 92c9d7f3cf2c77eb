package canyon.dashboard.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import canyon.dashboard.statistics.StatisticsTable.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What holds on each database. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class StatisticsTableContract {
    /** The beginning of an hour. */
    private static final long HOUR = 500_000 * 3_600L;

    abstract DataSource database();

    @BeforeEach
    void dropTable() throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS canyon_statistics");
        }
    }

    @Test
    void it_makes_the_table_once() throws SQLException {
        table("a").make();
        table("a").add(List.of(row("shop", 0, 5, 7)));
        table("b").make();

        assertThat(table("b").since("shop", HOUR, 60)).hasSize(1);
    }

    @Test
    void minutes_come_back_as_they_were() throws SQLException {
        StatisticsTable table = table("a");
        table.make();
        Row first = row("shop", 0, 5, 7);
        Row second = row("shop", 1, 3, 4_000_000_000L);
        table.add(List.of(second, row(StatisticsTable.ALL, 0, 9, 9)));
        table.add(List.of(first));

        assertThat(table.since("shop", HOUR, 60)).containsExactly(first.minute(), second.minute());
        assertThat(table.since("shop", HOUR + 60, 60)).containsExactly(second.minute());
        assertThat(table.since("blog", HOUR, 60)).isEmpty();
    }

    @Test
    void an_hour_has_the_highest_peak_and_the_sum_of_all_messages() throws SQLException {
        StatisticsTable table = table("a");
        table.make();
        table.add(List.of(row("shop", 0, 5, 7), row("shop", 59, 11, 5), row("shop", 60, 1, 1)));

        assertThat(table.since("shop", HOUR, 3_600))
                .extracting(Point::at, Point::peakConnections, Point::out)
                .containsExactly(tuple(HOUR, 12, 12L), tuple(HOUR + 3_600, 2, 1L));
    }

    @Test
    void the_nodes_of_one_minute_are_added() throws SQLException {
        table("a").make();
        table("a").add(List.of(row("shop", 0, 5, 7), row("shop", 1, 1, 1)));
        table("b").add(List.of(row("shop", 0, 4, 2)));

        assertThat(table("a").since("shop", HOUR, 3_600))
                .extracting(Point::peakConnections, Point::connections, Point::out)
                .containsExactly(tuple(11, 5, 10L));
    }

    @Test
    void a_minute_that_is_there_is_refused_with_all_that_comes_with_it() throws SQLException {
        StatisticsTable table = table("a");
        table.make();
        table.add(List.of(row("shop", 0, 5, 7)));

        assertThatThrownBy(() -> table.add(List.of(row("blog", 0, 1, 1), row("shop", 0, 5, 7))))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("23"));
        assertThat(table.since("blog", HOUR, 60)).isEmpty();
    }

    @Test
    void old_rows_are_deleted() throws SQLException {
        StatisticsTable table = table("a");
        table.make();
        table.add(List.of(row("shop", 0, 5, 7), row("shop", 1, 5, 7)));

        assertThat(table.deleteBefore(HOUR + 60)).isEqualTo(1);
        assertThat(table.since("shop", 0, 60)).extracting(Point::at).containsExactly(HOUR + 60);
    }

    private StatisticsTable table(String node) {
        return new StatisticsTable(database(), "canyon_statistics", node);
    }

    private static Row row(String app, int minute, int connections, long out) {
        return new Row(app, new Point(HOUR + 60L * minute, connections, connections + 1, 2, 1, out, 3, 4, 5, 6));
    }
}
