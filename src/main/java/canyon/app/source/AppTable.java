package canyon.app.source;

import canyon.config.AppEntry;
import canyon.config.AppField;
import canyon.config.AppLimits;
import canyon.config.AppSettings;
import canyon.config.InvalidAppsException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table in its database. Safe for use from any thread. */
final class AppTable implements AppLookups {
    private static final int QUERY_TIMEOUT_SECONDS = 5;

    private final DataSource database;
    private final String table;
    private final AppLimits defaults;
    private volatile @Nullable AppColumns columns;

    /**
     * Opens nothing yet.
     *
     * @param table as configured
     * @param defaults limits of an application that says nothing about them
     */
    AppTable(DataSource database, String table, AppLimits defaults) {
        this.database = database;
        this.table = table;
        this.defaults = defaults;
    }

    @Override
    public void check() throws SQLException, InvalidAppsException {
        try (Connection connection = database.getConnection()) {
            columns(connection);
        }
    }

    @Override
    public Optional<AppSettings> find(Lookup lookup) throws SQLException, InvalidAppsException {
        AppColumns before = columns;
        if (before != null && before.query(lookup.by()) == null) {
            // soketi's table has no hosts: nobody needs to be asked.
            return Optional.empty();
        }
        try (Connection connection = database.getConnection()) {
            AppColumns known = columnsNow(connection);
            String query = known.query(lookup.by());
            return query == null ? Optional.empty() : found(connection, known, query, lookup);
        } catch (SQLException e) {
            if (SqlStates.isImpossibleValue(e)) {
                return Optional.empty();
            }
            if (SqlStates.isAccessError(e)) {
                // Perhaps the table is another one than before.
                columns = null;
            }
            throw e;
        }
    }

    /** Of the database; whoever asks for it closes it. */
    Connection connection() throws SQLException {
        return database.getConnection();
    }

    /** The rows, by a connection to the database. */
    TableRows rows(Connection connection) throws SQLException {
        return new TableRows(connection, columnsNow(connection));
    }

    /** At start a wrong table is a mistake, later it is as bad as a database that is away. */
    private AppColumns columnsNow(Connection connection) throws SQLException {
        try {
            return columns(connection);
        } catch (InvalidAppsException e) {
            throw new SQLException(e.getMessage(), SqlStates.ACCESS_ERROR, e);
        }
    }

    private Optional<AppSettings> found(Connection connection, AppColumns known, String query, Lookup lookup)
            throws SQLException, InvalidAppsException {
        List<Map<AppField, String>> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            if (!known.bind(statement, lookup)) {
                return Optional.empty();
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Map<AppField, String> texts = AppColumns.texts(row);
                    if (isMeant(texts, lookup)) {
                        rows.add(texts);
                    }
                }
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(only(rows, lookup));
    }

    /** Some databases take upper and lower case for the same, or find a part of a name. */
    private static boolean isMeant(Map<AppField, String> texts, Lookup lookup) {
        return switch (lookup.by()) {
            case ID -> lookup.value().equals(texts.get(AppField.ID));
            case KEY -> lookup.value().equals(texts.get(AppField.KEY));
            case HOST -> AppEntry.hosts(texts).contains(lookup.value());
        };
    }

    private AppSettings only(List<Map<AppField, String>> rows, Lookup lookup) throws InvalidAppsException {
        String where = table + ", " + lookup.by() + " " + lookup.value() + ": ";
        if (rows.size() > 1) {
            throw new InvalidAppsException(List.of(where + rows.size() + " applications have it"));
        }
        try {
            return AppEntry.read(rows.get(0), defaults);
        } catch (InvalidAppsException e) {
            throw new InvalidAppsException(
                    e.problems().stream().map(problem -> where + problem).toList());
        }
    }

    private AppColumns columns(Connection connection) throws SQLException, InvalidAppsException {
        AppColumns known = columns;
        if (known == null) {
            known = AppColumns.of(connection, table);
            columns = known;
        }
        return known;
    }
}
