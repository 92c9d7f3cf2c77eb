package canyon.app.source;

import canyon.app.App;
import canyon.config.AppSettings;
import canyon.config.ImportedApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applications from the configuration of another broadcast server. Of one that shares the channels of the default
 * application nothing but its id and its api-key counts. Immutable.
 */
final class ImportedApps implements AppSource {
    private final Map<String, App> byId = new HashMap<>();
    private final Map<String, App> byKey = new HashMap<>();

    /** @param standard the default application, whose rules and limits hold for those that share its channels */
    ImportedApps(List<ImportedApp> apps, AppSettings standard) {
        for (ImportedApp imported : apps) {
            AppSettings own = imported.settings();
            if (imported.shared()) {
                byId.put(own.id(), new App(App.DEFAULT_SCOPE, sharing(own, standard)));
            } else {
                App app = new App(own.id(), own);
                byId.put(own.id(), app);
                byKey.put(own.key(), app);
            }
        }
    }

    private static AppSettings sharing(AppSettings own, AppSettings standard) {
        return new AppSettings(
                own.id(), own.key(), own.secret(), own.apiKey(), standard.rules(), standard.limits(), List.of());
    }

    @Override
    public Optional<App> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Optional<App> findByKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    @Override
    public Optional<App> findByHost(String host) {
        return Optional.empty();
    }

    @Override
    public Optional<App> known(String id) {
        return find(id);
    }
}
