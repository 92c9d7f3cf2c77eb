package canyon.config.imported;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Variables of Laravel's {@code .env} that say something about Reverb, Pusher or laravel-websockets. */
final class LaravelVariables {
    static final Set<String> PREFIXES = Set.of(
            "REVERB_",
            "PUSHER_APP_",
            "LARAVEL_WEBSOCKETS_",
            "WEBSOCKETS_REPLICATION_",
            "WEBSOCKETS_REDIS_REPLICATION_");

    private static final String TLS = "the application server or a proxy ends TLS: give it the certificate and its key";
    private static final String LISTENS = "the application server decides on which address and port it listens";
    private static final String PATH = "deploy Canyon at this context path";
    private static final String LARAVEL = "it tells Laravel where the server is: let it say where Canyon is";
    private static final String NODES = "Canyon runs on one node";
    private static final String RATE = "Canyon counts client events alone: see canyon.limits.client-events-per-second";
    private static final String DASHBOARD = "Canyon has a dashboard and metrics of its own";

    private static final Map<String, Rule> RULES = Map.ofEntries(
            entry("REVERB_APP_ID", Rule.text("canyon.app.id")),
            entry("REVERB_APP_KEY", Rule.text("canyon.app.key")),
            entry("REVERB_APP_SECRET", Rule.text("canyon.app.secret")),
            entry("REVERB_APP_MAX_CONNECTIONS", Rule.count("canyon.app.connection-quota")),
            entry("REVERB_APP_MAX_MESSAGE_SIZE", Rule.bytes("canyon.pusher.max-message-bytes", 1)),
            entry("REVERB_APP_ACTIVITY_TIMEOUT", Rule.seconds("canyon.pusher.activity-timeout")),
            entry(
                    "REVERB_APP_PING_INTERVAL",
                    Rule.left("Canyon asks a client after canyon.pusher.activity-timeout, as clients ask Canyon")),
            entry("REVERB_APP_ACCEPT_CLIENT_EVENTS_FROM", LaravelVariables::clientEvents),
            entry("REVERB_APP_RATE_LIMITING_ENABLED", Rule.leftUnless("false", RATE)),
            entry("REVERB_APP_RATE_LIMIT_MAX_ATTEMPTS", Rule.left(RATE)),
            entry("REVERB_APP_RATE_LIMIT_DECAY_SECONDS", Rule.left(RATE)),
            entry("REVERB_APP_RATE_LIMIT_TERMINATE", Rule.leftUnless("false", RATE)),
            entry("REVERB_MAX_REQUEST_SIZE", Rule.bytes("canyon.limits.http-body-bytes", 1)),
            entry("REVERB_HOST", Rule.left(LARAVEL)),
            entry("REVERB_PORT", Rule.left(LARAVEL)),
            entry("REVERB_SCHEME", Rule.left(LARAVEL)),
            entry("REVERB_SERVER", Rule.leftUnless("reverb", "Canyon is no server of Reverb's")),
            entry("REVERB_SERVER_HOST", Rule.left(LISTENS)),
            entry("REVERB_SERVER_PORT", Rule.left(LISTENS)),
            entry("REVERB_SERVER_PATH", Rule.left(PATH)),
            entry("REVERB_SCALING_ENABLED", Rule.leftUnless("false", NODES)),
            entry("REVERB_SCALING_CHANNEL", Rule.left(NODES)),
            entry("REVERB_PULSE_INGEST_INTERVAL", Rule.left(DASHBOARD)),
            entry("REVERB_TELESCOPE_INGEST_INTERVAL", Rule.left(DASHBOARD)),
            entry("PUSHER_APP_ID", Rule.text("canyon.app.id")),
            entry("PUSHER_APP_KEY", Rule.text("canyon.app.key")),
            entry("PUSHER_APP_SECRET", Rule.text("canyon.app.secret")),
            entry("PUSHER_APP_CLUSTER", Rule.left("Canyon has no clusters; Laravel and its clients may keep theirs")),
            entry("PUSHER_APP_HOST", Rule.left(LARAVEL)),
            entry("PUSHER_APP_PATH", Rule.left(PATH)),
            entry("LARAVEL_WEBSOCKETS_PORT", Rule.left(LISTENS)),
            entry("LARAVEL_WEBSOCKETS_DOMAIN", Rule.left("Canyon's dashboard is at the address of Canyon itself")),
            entry("LARAVEL_WEBSOCKETS_PATH", Rule.left("Canyon's dashboard is at /dashboard")),
            entry("LARAVEL_WEBSOCKETS_SSL_LOCAL_CERT", Rule.left(TLS)),
            entry("LARAVEL_WEBSOCKETS_SSL_CA", Rule.left(TLS)),
            entry("LARAVEL_WEBSOCKETS_SSL_LOCAL_PK", Rule.left(TLS)),
            entry("LARAVEL_WEBSOCKETS_SSL_PASSPHRASE", Rule.left(TLS)),
            entry("WEBSOCKETS_REPLICATION_MODE", Rule.leftUnless("local", NODES)),
            entry("WEBSOCKETS_REDIS_REPLICATION_CONNECTION", Rule.left(NODES)));

    private LaravelVariables() {}

    static boolean isMeant(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    /**
     * Says in Canyon's keys what the variables of one place say.
     *
     * @param variables all of them, also others
     */
    static void read(Map<String, Found> variables, Findings findings) {
        String unused = unused(variables);
        variables.forEach((name, found) -> {
            if (!isMeant(name)) {
                return;
            }
            if (name.matches(unused)) {
                if (!found.isEmpty()) {
                    findings.leave(found, "Laravel publishes by another connection (BROADCAST_CONNECTION)");
                }
            } else {
                Rule.apply(RULES, name, found, findings, "Reverb, Pusher or laravel-websockets");
            }
        });
    }

    /** Laravel's own file often still has the variables of a connection that it no longer uses. */
    private static String unused(Map<String, Found> variables) {
        Found connection = first(variables.get("BROADCAST_CONNECTION"), variables.get("BROADCAST_DRIVER"));
        String names = "_APP_(?:ID|KEY|SECRET|CLUSTER)";
        return switch (connection == null ? "" : connection.text()) {
            case "reverb" -> "PUSHER" + names;
            case "pusher" -> "REVERB" + names;
            default -> "";
        };
    }

    private static @Nullable Found first(@Nullable Found one, @Nullable Found other) {
        return one == null || one.isEmpty() ? other : one;
    }

    private static void clientEvents(Found found, Findings findings) {
        switch (found.text()) {
            case "members" -> findings.take(found, "canyon.app.client-messages", "true");
            case "all" -> {
                findings.take(found, "canyon.app.client-messages", "true");
                findings.warning(found + ": Canyon takes client events in private and presence channels, from who is in"
                        + " them");
            }
            default -> findings.take(found, "canyon.app.client-messages", "false");
        }
    }
}
