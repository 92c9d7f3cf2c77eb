package canyon.app.source;

import java.sql.SQLException;

/** What the first two characters of an SQLSTATE tell, by the SQL standard. */
final class SqlStates {
    /** "Syntax error or access rule violation", without a subclass. */
    static final String ACCESS_ERROR = "42000";

    /** "Data exception", without a subclass. */
    static final String DATA_ERROR = "22000";

    private SqlStates() {}

    /** The database answers, but has no such table or column, or lets nobody read it. */
    static boolean isAccessError(SQLException e) {
        return isOfClass(e, "42");
    }

    /** The value that was asked for cannot stand in the column. */
    static boolean isImpossibleValue(SQLException e) {
        return isOfClass(e, "22");
    }

    /** The database answers, and does not do what it was asked for: a constraint, a value, a right. */
    static boolean isRefusal(SQLException e) {
        return isAccessError(e) || isImpossibleValue(e) || isOfClass(e, "23") || isOfClass(e, "25");
    }

    private static boolean isOfClass(SQLException e, String prefix) {
        return e.getSQLState() != null && e.getSQLState().startsWith(prefix);
    }
}
