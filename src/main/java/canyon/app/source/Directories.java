package canyon.app.source;

import canyon.app.AppDirectory;
import canyon.app.ConfiguredApp;
import canyon.config.AppsSettings;
import canyon.config.DataSources;
import canyon.config.InvalidAppsException;
import canyon.config.InvalidSettingsException;
import canyon.config.TableSettings;
import java.util.ArrayList;
import java.util.List;

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
        if (!settings.imported().isEmpty()) {
            sources.add(new ImportedApps(settings.imported(), settings.standard()));
            stores.add(new ImportedStore(settings.imported()));
        }
        TableSettings table = settings.table();
        if (table != null) {
            AppTable rows = new AppTable(
                    DataSources.find("canyon.apps.datasource", table.dataSource()), table.table(), settings.limits());
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
}
