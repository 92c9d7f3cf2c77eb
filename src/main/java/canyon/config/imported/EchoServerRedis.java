package canyon.config.imported;

import static java.util.Map.entry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code databaseConfig.redis} of laravel-echo-server: options of ioredis, put together to a URL. */
final class EchoServerRedis {
    private static final String GROUP = "databaseConfig.redis";
    private static final String SENTINEL =
            "Canyon does not ask Sentinels: name the Redis that is the master in canyon.redis.url";

    private static final Rule OTHER = Rule.left("Canyon has no such option of Redis");

    /** Options that are no part of the URL. */
    private static final Map<String, Rule> RULES = Map.ofEntries(
            entry("connectTimeout", Rule.millis("canyon.redis.connect-timeout")),
            entry("sentinels", Rule.left(SENTINEL)),
            entry("sentinelPassword", Rule.left(SENTINEL)),
            entry("name", Rule.nothing()),
            entry("path", Rule.left("Canyon reaches Redis by TCP: write canyon.redis.url")));

    private final Map<String, Found> options = new LinkedHashMap<>();
    private final Findings findings;

    private EchoServerRedis(Map<String, Found> all, Findings findings) {
        this.findings = findings;
        all.forEach((path, found) -> {
            if (path.startsWith(GROUP + ".") && (!found.isEmpty() || path.equals(GROUP + ".tls"))) {
                options.put(path.substring(GROUP.length() + 1), found);
            }
        });
    }

    /**
     * Reads what is in the group.
     *
     * @param isFile whether the defaults hold for what is not: Redis on this machine, no prefix, the members of
     *     presence channels in Redis
     * @param subscribes whether laravel-echo-server hears of events through Redis
     */
    static void read(Map<String, Found> all, boolean isFile, boolean subscribes, Findings findings) {
        EchoServerRedis redis = new EchoServerRedis(all, findings);
        if (!subscribes) {
            redis.leaveAll();
        } else if (isFile || !redis.options.isEmpty()) {
            Found any = all.values().iterator().next();
            redis.take(redis.options.getOrDefault("host", Found.text(any.from(), GROUP, "127.0.0.1")));
            if (isFile) {
                redis.takeFile(all, any);
            }
        }
    }

    private void leaveAll() {
        options.values()
                .forEach(found -> findings.leave(
                        found, "subscribers.redis is off, and Canyon uses Redis for what Laravel publishes there"));
    }

    private void take(Found host) {
        options.forEach((name, found) -> {
            if (!isInUrl(name)) {
                // Names of ioredis have no dots, but values may be objects.
                String first = name.replaceFirst("\\..*", "");
                RULES.getOrDefault(first, OTHER).apply(found, findings);
            }
        });
        if (isSound() && isAbsent("sentinels") && isAbsent("path")) {
            findings.take(host, "canyon.redis.url", url(host.text().strip()));
        }
    }

    private void takeFile(Map<String, Found> all, Found any) {
        Found prefix = options.get("keyPrefix");
        if (prefix == null) {
            // What begins with laravel_database_ is a channel of that name there.
            findings.take(Found.text(any.from(), GROUP + ".keyPrefix", ""), "canyon.redis.prefix", "none");
        } else {
            findings.take(prefix, "canyon.redis.prefix", prefix.text());
        }
        Found database = all.get("database");
        if (database == null || database.isEmpty() || database.text().equals("redis")) {
            Found found = database == null ? Found.text(any.from(), "database", "redis") : database;
            findings.take(found, "canyon.presence.members-key", "true");
        }
    }

    private boolean isAbsent(String name) {
        return options.keySet().stream().noneMatch(key -> key.equals(name) || key.startsWith(name + "."));
    }

    private static boolean isInUrl(String name) {
        return switch (name) {
            case "host", "port", "db", "username", "password", "keyPrefix" -> true;
            default -> name.equals("tls") || name.startsWith("tls.");
        };
    }

    /** Whether all that the URL is made of can be; what cannot is noted. */
    private boolean isSound() {
        boolean sound = true;
        for (Map.Entry<String, Found> option : options.entrySet()) {
            String reason = isInUrl(option.getKey()) ? reason(option.getKey(), option.getValue()) : "";
            if (!reason.isEmpty()) {
                findings.wrong(option.getValue(), reason);
                sound = false;
            }
        }
        return sound;
    }

    /** Why not; empty if nothing is wrong. */
    private static String reason(String name, Found found) {
        if (!found.resolved()) {
            return "refers to a variable that is not set";
        }
        if (name.equals("port") || name.equals("db")) {
            return Rule.numberOf(found) == null ? "must be a number" : "";
        }
        return name.startsWith("tls") || found.isPlain() ? "" : "must be a text";
    }

    private String url(String host) {
        String password = text("password");
        String login = password == null ? "" : encoded(text("username")) + ":" + encoded(password) + "@";
        String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        String port = text("port");
        String database = text("db");
        return (isAbsent("tls") ? "redis://" : "rediss://")
                + login
                + address
                + ":"
                + (port == null ? "6379" : port)
                + (database == null ? "" : "/" + database);
    }

    private @Nullable String text(String name) {
        Found found = options.get(name);
        return found == null ? null : found.text();
    }

    private static String encoded(@Nullable String text) {
        return text == null
                ? ""
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
