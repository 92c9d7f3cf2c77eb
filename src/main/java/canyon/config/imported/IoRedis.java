package canyon.config.imported;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options of ioredis, the client for Redis of laravel-echo-server and soketi, put together to a URL. Not thread-safe:
 * make one for each group of options.
 */
final class IoRedis {
    private static final Set<String> NAMES = Set.of(
            "host",
            "port",
            "db",
            "username",
            "password",
            "tls",
            "path",
            "sentinels",
            "name",
            "sentinelUsername",
            "sentinelPassword",
            "sentinelTLS",
            "enableTLSForSentinelMode",
            "clusterNodes");

    private static final Set<String> LISTS = Set.of("sentinels", "clusterNodes");

    private final Map<String, Found> options;
    private final Findings findings;
    private boolean sound = true;

    /** @param options of the group, by their names in it; those of objects with dots */
    IoRedis(Map<String, Found> options, Findings findings) {
        this.options = options;
        this.findings = findings;
    }

    /** Whether an option of the group is one of those that are read here. */
    static boolean isPart(String name) {
        return NAMES.contains(outer(name));
    }

    private static String outer(String name) {
        return name.replaceFirst("\\..*", "");
    }

    /**
     * Takes over where Redis is.
     *
     * @param origin what is named as the source unless an option is; its text is the host unless one is given
     * @param isCluster whether the nodes of a Cluster are meant, if there are some
     */
    void take(Found origin, boolean isCluster) {
        options.forEach(this::check);
        Found tls = options.get("tls");
        boolean isTls = !isAbsent("tls") && (tls == null || !tls.text().equals("false"));
        Found nodes = isCluster ? options.get("clusterNodes") : null;
        Found sentinels = options.get("sentinels");
        Found path = options.get("path");
        if (nodes != null) {
            url(nodes, scheme("redis-cluster", isTls) + login() + places(nodes, "6379"));
        } else if (sentinels != null) {
            takeSentinels(sentinels, isTls);
        } else if (path != null) {
            String database = text("db");
            url(
                    path,
                    "redis+unix://" + login() + encodedPath(path.text().strip())
                            + (database == null ? "" : "?db=" + database));
        } else {
            Found host = options.getOrDefault("host", origin);
            String place = address(host.text().strip(), text("port"), "6379");
            url(host, scheme("redis", isTls) + login() + place + database());
        }
    }

    private void takeSentinels(Found sentinels, boolean isTls) {
        Found forSentinels = options.get("enableTLSForSentinelMode");
        boolean sentinelsTls = forSentinels != null && forSentinels.isTrue();
        String name = text("name");
        if (name == null) {
            findings.wrong(sentinels, "needs the name of the master, which is called name");
        } else if (isTls != sentinelsTls) {
            findings.leave(
                    sentinels,
                    "Canyon speaks TLS with Redis and its Sentinels or with neither: write canyon.redis.url");
        } else {
            url(
                    sentinels,
                    scheme("redis-sentinel", isTls) + login() + places(sentinels, "26379") + "/" + name + database());
            Found user = options.get("sentinelUsername");
            Found password = options.get("sentinelPassword");
            if (user != null && password != null) {
                findings.take(user, "canyon.redis.sentinel.user", user.text());
            }
            if (password != null) {
                findings.take(password, "canyon.redis.sentinel.password", password.text());
            }
        }
    }

    private void url(Found from, String url) {
        if (sound) {
            findings.take(from, "canyon.redis.url", url);
        }
    }

    /** Notes what cannot be taken over. */
    private void check(String name, Found found) {
        String reason = isPart(name) ? reason(name, found) : "";
        if (!reason.isEmpty()) {
            findings.wrong(found, reason);
            sound = false;
        } else if (name.matches("tls\\.(?:ca|cert|key)")) {
            findings.leave(found, "write it into a file and name the file in canyon.redis." + name);
        } else if (name.equals("tls.rejectUnauthorized") && !found.isTrue()) {
            findings.leave(found, "Canyon looks at every certificate: name its authority in canyon.redis.tls.ca");
        }
    }

    /** Why not; empty if nothing is wrong. */
    private static String reason(String name, Found found) {
        if (!found.resolved()) {
            return "refers to a variable that is not set";
        }
        if (name.equals("port") || name.equals("db")) {
            return Rule.numberOf(found) == null ? "must be a number" : "";
        }
        if (LISTS.contains(name)) {
            return places(list(found), "0").isEmpty() ? "must be a list of {host, port}" : "";
        }
        return outer(name).endsWith("tls") || outer(name).endsWith("TLS") || found.isPlain() ? "" : "must be a text";
    }

    private static String places(Found found, String defaultPort) {
        return String.join(",", places(list(found), defaultPort));
    }

    /** Empty if one is none. */
    private static List<String> places(List<JsonValue> list, String defaultPort) {
        List<String> places = new ArrayList<>();
        for (JsonValue value : list) {
            if (value instanceof JsonObject place && place.get("host") instanceof JsonString host) {
                JsonValue port = place.get("port");
                String digits = port instanceof JsonString text ? text.getString() : String.valueOf(port);
                places.add(address(host.getString(), digits.matches("\\d{1,5}") ? digits : null, defaultPort));
            } else {
                return List.of();
            }
        }
        return places;
    }

    /** A variable holds a list as JSON. */
    private static List<JsonValue> list(Found found) {
        if (found.value() instanceof JsonArray array) {
            return array;
        }
        try (JsonReader reader = Json.createReader(new StringReader(found.text()))) {
            return reader.readArray();
        } catch (JsonException e) {
            return List.of();
        }
    }

    private static String address(String host, @Nullable String port, String defaultPort) {
        String written = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return written + ":" + (port == null ? defaultPort : port);
    }

    private static String scheme(String name, boolean isTls) {
        return (isTls ? name.replace("redis", "rediss") : name) + "://";
    }

    private String database() {
        String database = text("db");
        return database == null ? "" : "/" + database;
    }

    private String login() {
        String password = text("password");
        return password == null ? "" : encoded(text("username")) + ":" + encoded(password) + "@";
    }

    private boolean isAbsent(String name) {
        return options.keySet().stream().noneMatch(key -> outer(key).equals(name));
    }

    private @Nullable String text(String name) {
        Found found = options.get(name);
        return found == null ? null : found.text();
    }

    private static String encodedPath(String path) {
        return path.replace("%", "%25").replace("?", "%3F").replace("@", "%40");
    }

    private static String encoded(@Nullable String text) {
        return text == null
                ? ""
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
