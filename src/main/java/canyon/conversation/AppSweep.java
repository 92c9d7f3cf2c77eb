package canyon.conversation;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.app.AppsUnavailableException;
import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Connections;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Closes the connections of applications that are gone or disabled, each time it runs. It may wait for a database. */
public final class AppSweep implements Runnable {
    private static final Logger LOG = System.getLogger(AppSweep.class.getName());

    private final AppDirectory apps;
    private final Connections connections;

    public AppSweep(AppDirectory apps, Connections connections) {
        this.apps = apps;
        this.connections = connections;
    }

    @Override
    public void run() {
        Map<String, Optional<CloseReason>> verdicts = new HashMap<>();
        for (Connection connection : connections.all()) {
            try {
                verdicts.computeIfAbsent(connection.app(), this::verdict).ifPresent(connection::close);
            } catch (RuntimeException e) {
                // A fault, of a database driver for instance, must not be the end of all sweeps.
                LOG.log(Level.WARNING, "a connection was not looked after", e);
                verdicts.putIfAbsent(connection.app(), Optional.empty());
            }
        }
    }

    private Optional<CloseReason> verdict(String scope) {
        Optional<App> app;
        try {
            app = scope.equals(App.DEFAULT_SCOPE) ? Optional.of(apps.standard()) : apps.find(scope);
        } catch (AppsUnavailableException e) {
            return Optional.empty();
        }
        if (app.isEmpty()) {
            return Optional.of(CloseReason.APP_UNKNOWN);
        }
        return app.get().rules().enabled() ? Optional.empty() : Optional.of(CloseReason.APP_DISABLED);
    }
}
