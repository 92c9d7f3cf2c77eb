package canyon.app.source;

import canyon.config.AppField;
import canyon.config.InvalidAppsException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of the table are called, and how to ask for a row. Immutable.
 *
 * @param from the table as the database wants it written
 * @param quote around names; empty if the database has no such thing
 */
record AppColumns(String from, String quote, Map<AppField, Column> columns) {
    private static final Set<Integer> NUMBERS =
            Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL);
    private static final Set<Integer> TEXTS = Set.of(
            Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR);
    private static final Set<Integer> FLAGS = Set.of(Types.BIT, Types.BOOLEAN);
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    /**
     * One of them.
     *
     * @param type one of {@link Types}
     * @param isRequired whether each row must say something there
     */
    record Column(String name, int type, boolean isRequired) {
        boolean isNumber() {
            return NUMBERS.contains(type);
        }

        boolean isFlag() {
            return FLAGS.contains(type);
        }

        /** One that takes a text only if it is not declared to be one, such as {@code json}. */
        boolean isOwnType() {
            return type == Types.OTHER;
        }
    }

    /** A name as it must be written in a statement. */
    String quoted(Column column) {
        return quote + column.name + quote;
    }

    /**
     * Looks into the table.
     *
     * @param table as configured: a name, perhaps with a schema
     * @throws SQLException if the database does not answer
     * @throws InvalidAppsException if there is no such table, it may not be read, or it lacks a column
     */
    static AppColumns of(Connection connection, String table) throws SQLException, InvalidAppsException {
        String quote = connection.getMetaData().getIdentifierQuoteString().strip();
        // Databases differ in what case they give to names that are not quoted, so both may be right.
        String quoted = Stream.of(table.split("\\.", -1))
                .map(part -> quote + part + quote)
                .collect(Collectors.joining("."));
        AppColumns found = of(connection, table, quoted, quote);
        String missing = Stream.of(AppField.ID, AppField.KEY, AppField.SECRET)
                .filter(field -> !found.columns.containsKey(field))
                .map(AppField::toString)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw invalid(table, "has no column " + missing);
        }
        return found;
    }

    private static AppColumns of(Connection connection, String table, String quoted, String quote)
            throws SQLException, InvalidAppsException {
        try {
            return new AppColumns(quoted, quote, columns(connection, quoted));
        } catch (SQLException e) {
            return unquoted(connection, table, quote);
        }
    }

    private static AppColumns unquoted(Connection connection, String table, String quote)
            throws SQLException, InvalidAppsException {
        try {
            return new AppColumns(table, quote, columns(connection, table));
        } catch (SQLException e) {
            if (SqlStates.isAccessError(e)) {
                throw invalid(table, "cannot be read: " + e.getMessage());
            }
            throw e;
        }
    }

    private static InvalidAppsException invalid(String table, String reason) {
        return new InvalidAppsException(List.of("canyon.apps.table = \"" + table + "\": " + reason));
    }

    private static Map<AppField, Column> columns(Connection connection, String from) throws SQLException {
        Map<AppField, Column> columns = new EnumMap<>(AppField.class);
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM " + from + " WHERE 1 = 0");
                ResultSet none = statement.executeQuery()) {
            ResultSetMetaData row = none.getMetaData();
            for (int i = 1; i <= row.getColumnCount(); i++) {
                Column column = new Column(
                        row.getColumnName(i),
                        row.getColumnType(i),
                        row.isNullable(i) == ResultSetMetaData.columnNoNulls);
                AppField.named(column.name).ifPresent(field -> columns.putIfAbsent(field, column));
            }
        }
        return columns;
    }

    /** Null if the table cannot be asked that way. */
    @Nullable
    String query(Lookup.By by) {
        Column column = columns.get(field(by));
        if (column == null) {
            return null;
        }
        String name = quote + column.name + quote;
        if (by != Lookup.By.HOST) {
            return "SELECT * FROM " + from + " WHERE " + name + " = ?";
        }
        return TEXTS.contains(column.type)
                ? "SELECT * FROM " + from + " WHERE LOWER(" + name + ") LIKE ? ESCAPE '!'"
                : null;
    }

    /** False if the column cannot hold what is asked for. */
    boolean bind(PreparedStatement statement, Lookup lookup) throws SQLException {
        Column column = columns.get(field(lookup.by()));
        String value = lookup.value();
        if (lookup.by() == Lookup.By.HOST) {
            statement.setString(1, "%" + value.replace("_", "!_") + "%");
        } else if (column == null || !NUMBERS.contains(column.type)) {
            // PostgreSQL compares a uuid only with what is not declared to be a text.
            boolean isOwnType = column != null && column.type == Types.OTHER;
            statement.setObject(1, value, isOwnType ? Types.OTHER : Types.VARCHAR);
        } else if (NUMBER.matcher(value).matches()) {
            statement.setLong(1, Long.parseLong(value));
        } else {
            return false;
        }
        return true;
    }

    /** What the row at which {@code rows} is says of an application. */
    static Map<AppField, String> texts(ResultSet rows) throws SQLException {
        ResultSetMetaData row = rows.getMetaData();
        Map<AppField, String> texts = new EnumMap<>(AppField.class);
        for (int i = 1; i <= row.getColumnCount(); i++) {
            Optional<AppField> field = AppField.named(row.getColumnName(i));
            if (field.isPresent()) {
                String text = text(rows, i, field.get().isFlag() && FLAGS.contains(row.getColumnType(i)));
                texts.putIfAbsent(field.get(), text);
            }
        }
        return texts;
    }

    /** How a flag looks as a text is different in each database. */
    private static String text(ResultSet row, int column, boolean isFlag) throws SQLException {
        String text = row.getString(column);
        if (text == null || row.wasNull()) {
            return "";
        }
        return isFlag ? String.valueOf(row.getBoolean(column)) : text.strip();
    }

    private static AppField field(Lookup.By by) {
        return switch (by) {
            case ID -> AppField.ID;
            case KEY -> AppField.KEY;
            case HOST -> AppField.HOSTS;
        };
    }
}
