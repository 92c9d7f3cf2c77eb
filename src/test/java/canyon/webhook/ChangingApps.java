package canyon.webhook;

import canyon.app.App;
import canyon.app.AppDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Applications that a test configures anew. */
final class ChangingApps implements AppDirectory {
    private final Map<String, App> apps = new HashMap<>();

    void put(App app) {
        apps.put(app.scope(), app);
    }

    void remove(String scope) {
        apps.remove(scope);
    }

    @Override
    public Optional<App> known(String scope) {
        return Optional.ofNullable(apps.get(scope));
    }

    @Override
    public App standard() {
        throw blocks();
    }

    @Override
    public Optional<App> find(String id) {
        throw blocks();
    }

    @Override
    public Optional<App> findByKey(String key) {
        throw blocks();
    }

    @Override
    public Optional<App> findByHost(String host) {
        throw blocks();
    }

    private static AssertionError blocks() {
        return new AssertionError("may wait for a database");
    }
}
