package canyon.config.imported;

import static java.util.Map.entry;

import canyon.config.imported.Imported.Application;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** laravel-echo-server 1.6: every option of its {@code laravel-echo-server.json}. */
final class EchoServer {
    static final String PRODUCT = "laravel-echo-server";

    /** Its {@code envVariables}. */
    static final Map<String, String> VARIABLES = Map.ofEntries(
            entry("LARAVEL_ECHO_SERVER_AUTH_HOST", "authHost"),
            entry("LARAVEL_ECHO_SERVER_DEBUG", "devMode"),
            entry("LARAVEL_ECHO_SERVER_HOST", "host"),
            entry("LARAVEL_ECHO_SERVER_PORT", "port"),
            entry("LARAVEL_ECHO_SERVER_REDIS_HOST", "databaseConfig.redis.host"),
            entry("LARAVEL_ECHO_SERVER_REDIS_PORT", "databaseConfig.redis.port"),
            entry("LARAVEL_ECHO_SERVER_REDIS_PASSWORD", "databaseConfig.redis.password"),
            entry("LARAVEL_ECHO_SERVER_PROTO", "protocol"),
            entry("LARAVEL_ECHO_SERVER_SSL_CERT", "sslCertPath"),
            entry("LARAVEL_ECHO_SERVER_SSL_KEY", "sslKeyPath"),
            entry("LARAVEL_ECHO_SERVER_SSL_CHAIN", "sslCertChainPath"),
            entry("LARAVEL_ECHO_SERVER_SSL_PASS", "sslPassphrase"));

    private static final String TLS = "the application server or a proxy ends TLS: give it the certificate and its key";
    private static final String SOCKET_IO = "Canyon has no such option of Socket.IO";
    private static final String NO_CORS = "it is without effect while apiOriginAllow.allowCors is off";

    private static final Map<String, Rule> RULES = Map.ofEntries(
            entry("authEndpoint", Rule.text("canyon.auth.endpoint")),
            entry("authHost", EchoServer::authHost),
            entry("clients", Rule.nothing()),
            entry("database", Rule.leftUnless("redis", "Canyon keeps members of presence channels in memory")),
            entry("databaseConfig.publishPresence", EchoServer::publishPresence),
            entry("databaseConfig.redis.*", Rule.nothing()),
            entry(
                    "databaseConfig.sqlite.*",
                    Rule.left("Canyon keeps members of presence channels in memory, no database is needed")),
            entry("devMode", EchoServer::devMode),
            entry(
                    "host",
                    Rule.left("the application server decides on which addresses it listens; where it stood in for an"
                            + " empty authHost, set canyon.auth.host")),
            entry(
                    "port",
                    Rule.left(
                            "the application server decides on which port it listens: set its HTTP port to this one")),
            entry("protocol", Rule.leftUnless("http", TLS)),
            entry("sslCertPath", Rule.left(TLS)),
            entry("sslKeyPath", Rule.left(TLS)),
            entry("sslCertChainPath", Rule.left(TLS)),
            entry("sslPassphrase", Rule.left(TLS)),
            entry("secureOptions", Rule.left(TLS)),
            entry("headers.*", Rule.left("let a reverse proxy add headers to answers")),
            entry("subscribers.http", Rule.flag()),
            entry("subscribers.redis", Rule.flag()),
            entry("apiOriginAllow.allowCors", Rule.flag()),
            entry("apiOriginAllow.allowOrigin", Rule.text("canyon.cors.origin")),
            entry("apiOriginAllow.allowMethods", Rule.text("canyon.cors.methods")),
            entry("apiOriginAllow.allowHeaders", Rule.text("canyon.cors.headers")),
            entry("socketio.*", Rule.left(SOCKET_IO)),
            entry("socketio.path", EchoServer::path),
            entry("socketio.origins", EchoServer::origins),
            entry("socketio.pingInterval", Rule.millis("canyon.socketio.ping-interval")),
            entry("socketio.pingTimeout", Rule.millis("canyon.socketio.ping-timeout")),
            entry("socketio.upgradeTimeout", Rule.millis("canyon.socketio.upgrade-timeout")),
            entry("socketio.maxHttpBufferSize", Rule.bytes("canyon.socketio.max-payload", 1)),
            entry("socketio.transports", EchoServer::transports));

    private EchoServer() {}

    /** Whether a name is that of an option, or of a group of them. */
    static boolean knows(String name) {
        return Rule.knows(RULES, name);
    }

    /**
     * Says in Canyon's keys what the options say.
     *
     * @param isFile whether they are all that the product was given, so that its defaults hold for the others
     */
    static void read(Map<String, Found> options, boolean isFile, Findings findings) {
        boolean cors = isOn(options.get("apiOriginAllow.allowCors"), false);
        options.forEach((path, found) -> {
            if (!cors && path.startsWith("apiOriginAllow.allow") && !path.endsWith("allowCors") && !found.isEmpty()) {
                findings.leave(found, NO_CORS);
            } else {
                Rule.apply(RULES, path, found, findings, PRODUCT);
            }
        });
        EchoServerRedis.read(options, isFile, isOn(options.get("subscribers.redis"), true), findings);
        clients(options.get("clients"), isOn(options.get("subscribers.http"), true), findings);
    }

    static boolean isOn(@Nullable Found found, boolean fallback) {
        return (found == null || found.isEmpty()) ? fallback : found.isTrue();
    }

    private static void authHost(Found found, Findings findings) {
        String hosts = list(found, ",", findings);
        if (hosts != null) {
            findings.take(found, "canyon.auth.host", hosts);
            if (hosts.contains("https://")) {
                findings.warning(found + ": laravel-echo-server did not look at the certificate of an https address,"
                        + " Canyon does unless canyon.auth.tls-verify is off");
            }
        }
    }

    private static void publishPresence(Found found, Findings findings) {
        if (found.value() == JsonValue.TRUE) {
            findings.take(found, "canyon.presence.publish", "true");
        } else if (found.value() != JsonValue.FALSE) {
            findings.leave(found, "laravel-echo-server takes nothing but true for true");
        }
    }

    private static void devMode(Found found, Findings findings) {
        if (found.isTrue()) {
            findings.take(found, "canyon.auth.trace", "true");
        }
    }

    private static void path(Found found, Findings findings) {
        if (!found.text().matches("/socket\\.io/?")) {
            findings.leave(found, "Canyon serves /socket.io below the context path at which it is deployed");
        }
    }

    private static void origins(Found found, Findings findings) {
        String origins = list(found, "\\s+", findings);
        if (origins == null) {
            return;
        }
        if (origins.equals("*") || origins.equals("*:*")) {
            findings.take(found, "canyon.origins", "*");
        } else if (origins.contains(":*") || origins.contains("*:")) {
            findings.leave(found, "write canyon.origins: it has no pattern for ports");
        } else {
            findings.take(found, "canyon.origins", origins);
        }
    }

    private static void transports(Found found, Findings findings) {
        String transports = list(found, ",", findings);
        if (transports != null) {
            findings.take(found, "canyon.socketio.transports", transports);
        }
    }

    /** With commas between the entries; null if it is neither a text nor a list of texts, which is noted. */
    private static @Nullable String list(Found found, String separator, Findings findings) {
        List<String> entries = new ArrayList<>();
        if (found.value() instanceof JsonArray array) {
            for (JsonValue element : array) {
                entries.add(
                        element instanceof JsonString string
                                ? string.getString().strip()
                                : "");
            }
        } else if (found.value() instanceof JsonString string) {
            entries.addAll(List.of(string.getString().strip().split(separator, -1)));
        }
        if (entries.isEmpty() || entries.stream().anyMatch(entry -> entry.isEmpty() || entry.contains(","))) {
            findings.wrong(found, "must be a text or a list of texts");
            return null;
        }
        return String.join(",", entries);
    }

    private static void clients(@Nullable Found clients, boolean http, Findings findings) {
        if (clients == null || clients.isEmpty()) {
            return;
        }
        if (!http) {
            findings.leave(clients, "subscribers.http is off, and without its key nobody can use the HTTP API");
            return;
        }
        if (!(clients.value() instanceof JsonArray array)) {
            findings.wrong(clients, "must be a list");
            return;
        }
        for (int i = 0; i < array.size(); i++) {
            Found client = new Found(clients.from(), "clients[" + i + "]", array.get(i));
            client(client, findings);
        }
    }

    private static void client(Found client, Findings findings) {
        if (!(client.value() instanceof JsonObject object)) {
            findings.wrong(client, "must be an object");
            return;
        }
        String id = text(object.get("appId"));
        String key = text(object.get("key"));
        if (id.isBlank() || key.isBlank()) {
            findings.wrong(client, "must have an appId and a key, both texts");
            return;
        }
        object.keySet().stream()
                .filter(name -> !name.equals("appId") && !name.equals("key"))
                .forEach(name -> findings.unknown(
                        new Found(client.from(), client.name() + "." + name, JsonValue.NULL), PRODUCT));
        // Neither key nor secret counts: laravel-echo-server has no clients of Pusher and no signatures.
        findings.take(new Application(
                client.from(),
                client.name(),
                true,
                Map.of("id", id, "key", PRODUCT, "secret", UUID.randomUUID().toString(), "apiKey", key)));
    }

    private static String text(@Nullable JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        return value instanceof JsonNumber number ? number.toString() : "";
    }
}
