package canyon.transport.pusher;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.config.Origins;
import canyon.connection.CloseReason;
import canyon.connection.Connections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may connect, by the "Error codes" of Pusher's protocol. Safe for use from any thread. */
final class Gate {
    private static final int OLDEST = 5;
    private static final int NEWEST = 7;

    private final AppDirectory apps;
    private final Connections connections;
    private final PusherSettings settings;

    Gate(AppDirectory apps, Connections connections, PusherSettings settings) {
        this.apps = apps;
        this.connections = connections;
        this.settings = settings;
    }

    /**
     * Why somebody may not connect.
     *
     * @param detail what the code does not tell; null if it tells all
     */
    record Refusal(CloseReason reason, @Nullable String detail) {
        Refusal(CloseReason reason) {
            this(reason, null);
        }

        /** For people. */
        String text() {
            return reason.code() + " " + (detail == null ? reason.text() : detail);
        }
    }

    Optional<App> app(Hello hello) {
        return hello.key() == null ? Optional.empty() : apps.findByKey(hello.key());
    }

    /** What is wrong with the request, or with this client. */
    Optional<Refusal> objection(Hello hello, Optional<App> app) {
        if (hello.key() == null) {
            return refusal(CloseReason.PATH_NOT_FOUND);
        }
        if (hello.protocol() == null || hello.protocol().isEmpty()) {
            return refusal(CloseReason.NO_PROTOCOL);
        }
        if (!hello.hasNumber()) {
            return refusal(CloseReason.BAD_VERSION);
        }
        if (hello.protocolNumber() < OLDEST || hello.protocolNumber() > NEWEST) {
            return refusal(CloseReason.UNSUPPORTED_PROTOCOL);
        }
        return app.isEmpty() ? refusal(CloseReason.APP_UNKNOWN) : objection(hello, app.get());
    }

    private Optional<Refusal> objection(Hello hello, App app) {
        if (!app.rules().enabled()) {
            return refusal(CloseReason.APP_DISABLED);
        }
        if (app.rules().tlsOnly() && !hello.secure()) {
            return refusal(CloseReason.TLS_ONLY);
        }
        Origins own = app.rules().origins();
        Origins origins = own == null ? settings.origins() : own;
        if (hello.origin() != null && !origins.allows(hello.origin())) {
            return Optional.of(new Refusal(CloseReason.UNAUTHORIZED, "This origin may not connect"));
        }
        return Optional.empty();
    }

    /** Whether one connection more is too many. */
    Optional<Refusal> lackOfRoom(App app) {
        int quota = app.limits().connectionQuota();
        int most = app.limits().connections();
        int count = connections.count(app.scope());
        if (quota > 0 && count >= quota) {
            return Optional.of(new Refusal(
                    CloseReason.OVER_QUOTA,
                    "The application may have " + quota + " connections (its connection quota)"));
        }
        if (most > 0 && count >= most) {
            return Optional.of(new Refusal(
                    CloseReason.OVER_CAPACITY,
                    "The application may have " + most + " connections at once (its limit of connections)"));
        }
        if (connections.isFull()) {
            return Optional.of(new Refusal(
                    CloseReason.OVER_CAPACITY,
                    "The server may have " + connections.limit() + " connections at once (canyon.limits.connections)"));
        }
        return Optional.empty();
    }

    /** Whether too many come at this moment. A client comes again in a second. */
    Optional<Refusal> haste() {
        return connections.admissions().admit()
                ? Optional.empty()
                : Optional.of(new Refusal(CloseReason.OVER_CAPACITY, "Too many connect at once"));
    }

    private static Optional<Refusal> refusal(CloseReason reason) {
        return Optional.of(new Refusal(reason));
    }
}
