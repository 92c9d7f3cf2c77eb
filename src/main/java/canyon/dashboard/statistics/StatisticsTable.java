package canyon.dashboard.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The table in its database: a row for each minute and each application in which something was, and one for all
 * together. Its SQL is what PostgreSQL, MySQL, MariaDB and H2 have in common. Safe for use from any thread.
 */
final class StatisticsTable {
    /** Stands for all applications; no application has this id. */
    static final String ALL = "*";

    private static final int QUERY_TIMEOUT_SECONDS = 10;

    private final DataSource database;
    private final String table;
    private final String node;

    /**
     * Opens nothing yet.
     *
     * @param table as configured
     * @param node tells this run of this server from all others
     */
    StatisticsTable(DataSource database, String table, String node) {
        this.database = database;
        this.table = table;
        this.node = node;
    }

    /** One row, but for the node. */
    record Row(String app, Point minute) {}

    /** Makes the table, unless it is there. */
    void make() throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (isThere(connection)) {
                return;
            }
            execute(
                    connection,
                    "CREATE TABLE " + table + " (node VARCHAR(40) NOT NULL, app VARCHAR(255) NOT NULL,"
                            + " minute_at BIGINT NOT NULL, connections INTEGER NOT NULL,"
                            + " peak_connections INTEGER NOT NULL, channels INTEGER NOT NULL,"
                            + " messages_in BIGINT NOT NULL, messages_out BIGINT NOT NULL, published BIGINT NOT NULL,"
                            + " api_calls BIGINT NOT NULL, errors BIGINT NOT NULL, lag_millis INTEGER NOT NULL,"
                            + " PRIMARY KEY (app, minute_at, node))");
            execute(
                    connection,
                    "CREATE INDEX " + table.substring(table.indexOf('.') + 1) + "_minute ON " + table + " (minute_at)");
        }
    }

    private boolean isThere(Connection connection) {
        try (PreparedStatement select = prepared(connection, "SELECT node FROM " + table + " WHERE minute_at < 0")) {
            select.executeQuery().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** All of them or, if it fails, none. */
    void add(List<Row> rows) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = prepared(
                    connection,
                    "INSERT INTO " + table + " (node, app, minute_at, connections, peak_connections, channels,"
                            + " messages_in, messages_out, published, api_calls, errors, lag_millis)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (Row row : rows) {
                    bind(insert, row);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private void bind(PreparedStatement insert, Row row) throws SQLException {
        Point minute = row.minute();
        insert.setString(1, node);
        insert.setString(2, row.app());
        insert.setLong(3, minute.at());
        insert.setInt(4, minute.connections());
        insert.setInt(5, minute.peakConnections());
        insert.setInt(6, minute.channels());
        insert.setLong(7, minute.in());
        insert.setLong(8, minute.out());
        insert.setLong(9, minute.published());
        insert.setLong(10, minute.apiCalls());
        insert.setLong(11, minute.errors());
        insert.setInt(12, minute.lagMillis());
    }

    /**
     * Deletes what is older.
     *
     * @return how many rows
     */
    int deleteBefore(long time) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = prepared(connection, "DELETE FROM " + table + " WHERE minute_at < ?")) {
            delete.setLong(1, time);
            return delete.executeUpdate();
        }
    }

    /**
     * Of all nodes together, in order.
     *
     * @param app its id, or {@link #ALL}
     * @param step in seconds, 60 or more
     */
    List<Point> since(String app, long since, int step) throws SQLException {
        String minutes = "SELECT minute_at, SUM(connections) AS connections, SUM(peak_connections) AS peak,"
                + " SUM(channels) AS channels, SUM(messages_in) AS messages_in, SUM(messages_out) AS messages_out,"
                + " SUM(published) AS published, SUM(api_calls) AS api_calls, SUM(errors) AS errors,"
                + " MAX(lag_millis) AS longest FROM " + table + " WHERE app = ? AND minute_at >= ? GROUP BY minute_at";
        String steps = "SELECT minute_at - MOD(minute_at, " + step + ") AS step_at, AVG(connections), MAX(peak),"
                + " MAX(channels), SUM(messages_in), SUM(messages_out), SUM(published), SUM(api_calls), SUM(errors),"
                + " MAX(longest) FROM (" + minutes + ") minutes GROUP BY minute_at - MOD(minute_at, " + step
                + ") ORDER BY step_at";
        List<Point> points = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = prepared(connection, steps)) {
            select.setString(1, app);
            select.setLong(2, since);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    points.add(point(row));
                }
            }
        }
        return points;
    }

    private static Point point(ResultSet row) throws SQLException {
        return new Point(
                row.getLong(1),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getInt(10));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            statement.execute(sql);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        return statement;
    }
}
