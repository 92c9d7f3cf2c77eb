package canyon.app;

import canyon.config.AppSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The applications by their id. So far there is one at most, the default application of the configuration. */
public final class AppDirectory {
    private final @Nullable App app;

    /** @param app null means that no application is served */
    public AppDirectory(@Nullable AppSettings app) {
        this.app = app == null ? null : new App(app.id(), app.key(), app.secret(), app.apiKey());
    }

    public Optional<App> find(String id) {
        return Optional.ofNullable(app).filter(found -> found.id().equals(id));
    }
}
