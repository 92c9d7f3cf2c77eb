package canyon.app.source;

import canyon.config.AppSettings;
import canyon.config.InvalidAppsException;
import java.sql.SQLException;
import java.util.Optional;

/** Asks a database about one application, each time anew. Safe for use from any thread. */
interface AppLookups {
    /**
     * Looks into the table without asking for an application.
     *
     * @throws SQLException if the database does not answer
     * @throws InvalidAppsException if the table cannot hold applications
     */
    void check() throws SQLException, InvalidAppsException;

    /**
     * The one application that is meant, in exactly these letters.
     *
     * @throws SQLException if the database does not answer
     * @throws InvalidAppsException if what stands there is wrong
     */
    Optional<AppSettings> find(Lookup lookup) throws SQLException, InvalidAppsException;
}
