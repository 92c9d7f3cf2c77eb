package canyon.api;

import canyon.app.App;
import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.config.AppSettings;
import canyon.config.Secret;
import java.time.Duration;
import java.util.List;

/** Applications for tests. */
final class TestApp {
    private TestApp() {}

    /** Whose scope and id are {@code name}, with small limits: none of them is that of a default configuration. */
    static App named(String name) {
        AppLimits limits = new AppLimits(
                0, 0, 0, 4, 2, 30, 20, 3, 100, 2, 0, 100, 1000, Duration.ofSeconds(1), Duration.ofSeconds(60));
        return new App(name, settings(name, name + "-key", name + "-secret", limits));
    }

    /** Without limits of the rates. */
    static App of(String id, String key, String secret) {
        return new App(id, settings(id, key, secret, AppLimits.DEFAULT));
    }

    private static AppSettings settings(String id, String key, String secret, AppLimits limits) {
        return new AppSettings(id, key, new Secret(secret), null, AppRules.DEFAULT, limits, List.of());
    }
}
