package canyon.app.source;

import canyon.app.App;
import canyon.app.AppCatalog.Entry;
import canyon.app.AppCatalog.Page;
import canyon.app.AppCatalog.Place;
import canyon.app.AppCredentials;
import canyon.app.AppStoreException;
import canyon.app.AppStoreException.Reason;
import canyon.app.AppsUnavailableException;
import canyon.config.AppEntry;
import canyon.config.AppField;
import canyon.config.AppLimits;
import canyon.config.AppSettings;
import canyon.config.InvalidAppsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The applications of a table. */
final class TableStore implements AppStore {
    private static final Logger LOG = System.getLogger(TableStore.class.getName());

    private final AppTable table;
    private final TableApps apps;
    private final AppLimits defaults;

    TableStore(AppTable table, TableApps apps, AppLimits defaults) {
        this.table = table;
        this.apps = apps;
        this.defaults = defaults;
    }

    @Override
    public Place place() {
        return Place.DATABASE;
    }

    /** Whether it may be written, only the database knows. */
    @Override
    public @Nullable String refusal() {
        return null;
    }

    @Override
    public boolean holds(String id) {
        return apps.find(id).isPresent();
    }

    @Override
    public Page list(@Nullable String after, int limit) {
        List<Map<AppField, String>> rows;
        try (Connection connection = table.connection()) {
            rows = table.rows(connection).list(after, limit + 1);
        } catch (SQLException e) {
            throw new AppsUnavailableException();
        }
        List<Entry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Map<AppField, String> row : rows.subList(0, Math.min(limit, rows.size()))) {
            try {
                AppSettings settings = AppEntry.read(row, defaults);
                entries.add(new Entry(new App(settings.id(), settings), Place.DATABASE));
            } catch (InvalidAppsException e) {
                problems.add(row.getOrDefault(AppField.ID, "") + ": " + e.getMessage());
            }
        }
        String next = rows.size() > limit ? rows.get(limit - 1).get(AppField.ID) : null;
        return new Page(entries, problems, next);
    }

    @Override
    public AppCredentials create(AppCredentials credentials) throws AppStoreException {
        return run(null, credentials.id(), credentials.key(), (rows, former) -> {
            rows.insert(credentials);
            return stored(rows, credentials);
        });
    }

    @Override
    public AppCredentials rekey(AppCredentials credentials) throws AppStoreException {
        App app = existing(credentials.id());
        return run(app, app.id(), credentials.key(), (rows, former) -> {
            requireDone(rows.update(app.id(), app.key(), rows.values(credentials)), app.id());
            return stored(rows, credentials);
        });
    }

    @Override
    public void enable(String id, boolean enabled) throws AppStoreException {
        App app = existing(id);
        run(app, id, app.key(), (rows, former) -> {
            if (!rows.has(AppField.ENABLED)) {
                throw new AppStoreException(Reason.CONFLICT, "The table has no column enabled");
            }
            requireDone(rows.update(id, app.key(), Map.of(AppField.ENABLED, String.valueOf(enabled))), id);
            return enabled;
        });
    }

    @Override
    public void remove(String id) throws AppStoreException {
        App app = existing(id);
        run(app, id, app.key(), (rows, former) -> {
            requireDone(rows.delete(id, app.key()), id);
            return id;
        });
    }

    private static AppCredentials stored(TableRows rows, AppCredentials credentials) {
        return rows.has(AppField.API_KEY) ? credentials : credentials.withoutApiKey();
    }

    private App existing(String id) throws AppStoreException {
        try {
            // Not as it is remembered.
            Optional<App> app = table.find(Lookup.id(id)).map(settings -> new App(id, settings));
            return app.orElseThrow(
                    () -> new AppStoreException(Reason.UNKNOWN, "There is no application " + id + " in the table"));
        } catch (SQLException e) {
            throw failure(e);
        } catch (InvalidAppsException e) {
            throw new AppStoreException(Reason.CONFLICT, String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireDone(boolean done, String id) throws AppStoreException {
        if (!done) {
            throw new AppStoreException(
                    Reason.CONFLICT,
                    "The application " + id + " has been changed by somebody else meanwhile: try again");
        }
    }

    /** One change; what this node remembers of the application is forgotten, whatever comes of it. */
    private <T> T run(@Nullable App former, String id, String key, Change<T> change) throws AppStoreException {
        try (Connection connection = table.connection()) {
            return change.apply(table.rows(connection), former);
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            apps.changed(id, former, key);
            remember(id);
        }
    }

    /** For those who may not wait for the database. */
    private void remember(String id) {
        try {
            apps.find(id);
        } catch (AppsUnavailableException e) {
            LOG.log(Level.DEBUG, "the application {0} is looked up when it is asked for", id);
        }
    }

    private interface Change<T> {
        T apply(TableRows rows, @Nullable App former) throws SQLException, AppStoreException;
    }

    private static AppStoreException failure(SQLException e) {
        String reason = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return SqlStates.isRefusal(e)
                ? new AppStoreException(Reason.CONFLICT, "The database refuses it: " + reason, e)
                : new AppStoreException(Reason.UNAVAILABLE, "The database does not answer: " + reason, e);
    }
}
