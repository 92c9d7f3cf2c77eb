package canyon.app;

import canyon.config.AppSettings;
import java.util.Optional;

/** The default application, alone. Immutable. */
public final class ConfiguredApp implements AppDirectory {
    private final App app;

    /** @param settings of the default application, named or not */
    public ConfiguredApp(AppSettings settings) {
        app = new App(App.DEFAULT_SCOPE, settings);
    }

    @Override
    public App standard() {
        return app;
    }

    @Override
    public Optional<App> find(String id) {
        return named(app.id().equals(id));
    }

    @Override
    public Optional<App> findByKey(String key) {
        return named(app.key().equals(key));
    }

    @Override
    public Optional<App> findByHost(String host) {
        return named(app.rules().hosts().contains(host));
    }

    @Override
    public Optional<App> known(String scope) {
        return scope.equals(App.DEFAULT_SCOPE) ? Optional.of(app) : Optional.empty();
    }

    private Optional<App> named(boolean isMeant) {
        return isMeant && !app.id().isEmpty() ? Optional.of(app) : Optional.empty();
    }
}
