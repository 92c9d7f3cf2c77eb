package canyon.app.source;

import canyon.app.AppDirectory;
import canyon.app.ConfiguredApp;
import canyon.config.AppsSettings;
import canyon.config.InvalidAppsException;
import canyon.config.InvalidSettingsException;
import canyon.config.TableSettings;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Makes the directory of all applications that are configured. */
public final class Directories {
    private Directories() {}

    /**
     * Looks the data source up and into its table. A database that does not answer is no reason not to start.
     *
     * @throws InvalidSettingsException if there is no such data source, or its table cannot hold applications
     */
    public static AppDirectory open(AppsSettings settings) {
        List<AppSource> sources = new ArrayList<>();
        List<AppStore> stores = new ArrayList<>();
        if (settings.file() != null) {
            FileApps apps = new FileApps(settings.file(), System::nanoTime);
            sources.add(apps);
            stores.add(new FileStore(settings.file().file(), apps));
        }
        TableSettings table = settings.table();
        if (table != null) {
            AppTable rows = new AppTable(dataSource(table), table.table(), settings.limits());
            TableApps apps = opened(table, rows);
            sources.add(apps);
            stores.add(new TableStore(rows, apps, settings.limits()));
        }
        return new Applications(new ConfiguredApp(settings.standard()), sources, stores);
    }

    private static TableApps opened(TableSettings settings, AppTable table) {
        TableApps apps = new TableApps(table, settings.timeToLive(), settings.cacheEntries(), System::nanoTime);
        try {
            apps.check();
            return apps;
        } catch (InvalidAppsException e) {
            throw new InvalidSettingsException(e.problems(), List.of());
        }
    }

    // The name comes from the configuration, which allows only those of this server.
    @SuppressWarnings("BanJNDI")
    private static DataSource dataSource(TableSettings settings) {
        String what = "canyon.apps.datasource = \"" + settings.dataSource() + "\": ";
        try {
            InitialContext context = new InitialContext();
            try {
                if (context.lookup(settings.dataSource()) instanceof DataSource dataSource) {
                    return dataSource;
                }
                throw new InvalidSettingsException(List.of(what + "is no data source"), List.of());
            } finally {
                context.close();
            }
        } catch (NamingException e) {
            throw new InvalidSettingsException(List.of(what + "is not there: " + e.getMessage()), List.of());
        }
    }
}
