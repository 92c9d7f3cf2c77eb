package canyon.app.source;

import canyon.app.AppCredentials;
import canyon.app.source.AppColumns.Column;
import canyon.config.AppField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists and changes the rows of one table by one connection. Not thread-safe. */
final class TableRows {
    private static final int QUERY_TIMEOUT_SECONDS = 5;
    private static final String UNLIMITED = "-1";

    private final Connection connection;
    private final AppColumns columns;

    TableRows(Connection connection, AppColumns columns) {
        this.connection = connection;
        this.columns = columns;
    }

    boolean has(AppField field) {
        return columns.columns().containsKey(field);
    }

    /** In the database's order. */
    List<Map<AppField, String>> list(@Nullable String after, int limit) throws SQLException {
        String id = name(AppField.ID);
        String sql =
                "SELECT * FROM " + columns.from() + (after == null ? "" : " WHERE " + id + " > ?") + " ORDER BY " + id;
        List<Map<AppField, String>> rows = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql)) {
            statement.setMaxRows(limit);
            if (after != null) {
                bind(statement, 1, AppField.ID, after);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(AppColumns.texts(row));
                }
            }
        }
        return rows;
    }

    void insert(AppCredentials credentials) throws SQLException {
        Map<AppField, String> values = new EnumMap<>(AppField.class);
        columns.columns().forEach((field, column) -> {
            if (column.isRequired() || field == AppField.ENABLED) {
                values.put(field, usual(field));
            }
        });
        values.put(AppField.ID, credentials.id());
        values.putAll(values(credentials));
        List<AppField> fields = List.copyOf(values.keySet());
        String sql = "INSERT INTO " + columns.from() + " ("
                + fields.stream().map(this::name).collect(Collectors.joining(", ")) + ") VALUES ("
                + fields.stream().map(field -> "?").collect(Collectors.joining(", ")) + ")";
        try (PreparedStatement statement = prepared(sql)) {
            bind(statement, fields, values);
            statement.executeUpdate();
        }
    }

    /** What an application that nobody has described may do, where the table wants that to be said. */
    private static String usual(AppField field) {
        return switch (field) {
            case ENABLED, ENABLE_CLIENT_MESSAGES, ENABLE_USER_AUTHENTICATION -> "true";
            case TLS_ONLY, SUBSCRIPTION_COUNTS -> "false";
            case WEBHOOKS -> "[]";
            case MAX_CHANNEL_NAME_LENGTH, MAX_EVENT_NAME_LENGTH -> "200";
            case MAX_EVENT_CHANNELS_AT_ONCE, MAX_EVENT_PAYLOAD_IN_KB -> "100";
            case MAX_EVENT_PAYLOAD_BYTES -> "102400";
            case MAX_EVENT_BATCH_SIZE -> "10";
            case MAX_PRESENCE_MEMBER_SIZE_IN_KB -> "8";
            case MAX_PRESENCE_MEMBER_BYTES -> "8192";
            case MAX_MESSAGE_BYTES -> "1000000";
            case ACTIVITY_TIMEOUT -> "120";
            case CACHE_TTL -> "3600";
            case UNAUTHORIZED_TIMEOUT -> "0";
            case MAX_CONNECTIONS,
                    CONNECTION_QUOTA,
                    MAX_CLIENT_EVENTS_PER_SECOND,
                    MAX_BACKEND_EVENTS_PER_SECOND,
                    MAX_READ_REQUESTS_PER_SECOND,
                    MAX_PRESENCE_MEMBERS_PER_CHANNEL -> UNLIMITED;
            case ID, KEY, SECRET, API_KEY, ORIGINS, HOSTS -> "";
        };
    }

    /** The values of those that the table has a column for. */
    Map<AppField, String> values(AppCredentials credentials) {
        Map<AppField, String> values = new EnumMap<>(AppField.class);
        values.put(AppField.KEY, credentials.key());
        values.put(AppField.SECRET, credentials.secret().reveal());
        if (has(AppField.API_KEY) && credentials.apiKey() != null) {
            values.put(AppField.API_KEY, credentials.apiKey().reveal());
        }
        return values;
    }

    /**
     * Changes the row with this id, if it still has this key: some databases take upper and lower case for the same.
     *
     * @return false if there was none
     */
    boolean update(String id, String key, Map<AppField, String> values) throws SQLException {
        List<AppField> fields = List.copyOf(values.keySet());
        String sql = "UPDATE " + columns.from() + " SET "
                + fields.stream().map(field -> name(field) + " = ?").collect(Collectors.joining(", ")) + condition();
        try (PreparedStatement statement = prepared(sql)) {
            bind(statement, fields, values);
            bindCondition(statement, fields.size(), id, key);
            return statement.executeUpdate() > 0;
        }
    }

    /** As {@link #update}. */
    boolean delete(String id, String key) throws SQLException {
        try (PreparedStatement statement = prepared("DELETE FROM " + columns.from() + condition())) {
            bindCondition(statement, 0, id, key);
            return statement.executeUpdate() > 0;
        }
    }

    private String condition() {
        return " WHERE " + name(AppField.ID) + " = ? AND " + name(AppField.KEY) + " = ?";
    }

    private void bindCondition(PreparedStatement statement, int before, String id, String key) throws SQLException {
        bind(statement, before + 1, AppField.ID, id);
        bind(statement, before + 2, AppField.KEY, key);
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        return statement;
    }

    private String name(AppField field) {
        return columns.quoted(column(field));
    }

    private Column column(AppField field) {
        Column column = columns.columns().get(field);
        if (column == null) {
            throw new IllegalArgumentException("there is no column " + field);
        }
        return column;
    }

    private void bind(PreparedStatement statement, List<AppField> fields, Map<AppField, String> values)
            throws SQLException {
        for (int i = 0; i < fields.size(); i++) {
            AppField field = fields.get(i);
            bind(statement, i + 1, field, values.getOrDefault(field, ""));
        }
    }

    private void bind(PreparedStatement statement, int index, AppField field, String value) throws SQLException {
        Column column = column(field);
        boolean isOn = value.equals("true");
        if (field.isFlag() && column.isFlag()) {
            statement.setBoolean(index, isOn);
        } else if (field.isFlag()) {
            statement.setObject(index, isOn ? 1 : 0, column.isNumber() ? column.type() : Types.VARCHAR);
        } else if (column.isNumber()) {
            statement.setObject(index, number(value), column.type());
        } else {
            statement.setObject(index, value, column.isOwnType() ? Types.OTHER : Types.VARCHAR);
        }
    }

    private static long number(String value) throws SQLException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new SQLException("\"" + value + "\" is no number, as the column wants it", SqlStates.DATA_ERROR, e);
        }
    }
}
