package canyon.transport.socketio;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.app.AppsUnavailableException;
import canyon.connection.Connections;
import canyon.transport.engineio.EngineError;
import canyon.transport.engineio.Handshake;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which application a client of Socket.IO belongs to: the one whose key it names, else the one whose host it connects
 * to, else the default application. Safe for use from any thread.
 */
final class EchoApps {
    /** RFC 3986, section 3.2: a name or an address, perhaps in brackets, and perhaps a port. */
    private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:]*)(?::\\d*)?");

    private final AppDirectory apps;
    private final Connections connections;

    EchoApps(AppDirectory apps, Connections connections) {
        this.apps = apps;
        this.connections = connections;
    }

    /** Empty if it names one that does not exist. */
    Optional<App> of(Handshake handshake) {
        String key = handshake.appKey();
        if (key != null) {
            return apps.findByKey(key);
        }
        return Optional.of(
                host(handshake.page().host()).flatMap(apps::findByHost).orElseGet(apps::standard));
    }

    /** As {@link #of}, but empty too if it cannot be told. */
    Optional<App> current(Handshake handshake) {
        try {
            return of(handshake);
        } catch (AppsUnavailableException e) {
            return Optional.empty();
        }
    }

    Optional<EngineError> refusal(Handshake handshake) {
        if (connections.admissions().isClosed()) {
            return Optional.of(EngineError.DRAINING);
        }
        Optional<App> app;
        try {
            app = of(handshake);
        } catch (AppsUnavailableException e) {
            return Optional.of(EngineError.APPLICATIONS_UNAVAILABLE);
        }
        return app.isEmpty() ? Optional.of(EngineError.UNKNOWN_APPLICATION) : refusal(app.get());
    }

    private Optional<EngineError> refusal(App app) {
        if (!app.rules().enabled()) {
            return Optional.of(EngineError.DISABLED_APPLICATION);
        }
        int limit = limit(app);
        boolean isFull = limit > 0 && connections.count(app.scope()) >= limit;
        if (isFull || connections.isFull()) {
            return Optional.of(EngineError.TOO_MANY_CONNECTIONS);
        }
        return connections.admissions().admit() ? Optional.empty() : Optional.of(EngineError.TOO_MANY_AT_ONCE);
    }

    /** The smaller one of both limits of connections; 0 if there is none. */
    static int limit(App app) {
        int quota = app.limits().connectionQuota();
        int most = app.limits().connections();
        return quota == 0 || most == 0 ? Math.max(quota, most) : Math.min(quota, most);
    }

    /** Without its port, in lower case. */
    private static Optional<String> host(@Nullable String header) {
        Matcher host = HOST.matcher(header == null ? "" : header);
        return host.matches() && !host.group(1).isEmpty()
                ? Optional.of(host.group(1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
