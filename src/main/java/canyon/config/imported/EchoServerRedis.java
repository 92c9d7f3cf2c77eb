package canyon.config.imported;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code databaseConfig.redis} of laravel-echo-server: options of ioredis, put together to a URL. */
final class EchoServerRedis {
    private static final String GROUP = "databaseConfig.redis";

    private static final Rule OTHER = Rule.left("Canyon has no such option of Redis");

    /** Options that are no part of the URL. */
    private static final Map<String, Rule> RULES = Map.of(
            "connectTimeout",
            Rule.millis("canyon.redis.connect-timeout"),
            "clusterNodes",
            Rule.left("laravel-echo-server makes nothing of it"));

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
            redis.take(Found.text(any.from(), GROUP, "127.0.0.1"));
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

    private void take(Found origin) {
        options.forEach((name, found) -> {
            // Names of ioredis have no dots, but values may be objects.
            String first = name.replaceFirst("\\..*", "");
            if (RULES.containsKey(first) || !(IoRedis.isPart(name) || name.equals("keyPrefix"))) {
                RULES.getOrDefault(first, OTHER).apply(found, findings);
            }
        });
        new IoRedis(options, findings).take(origin, false);
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
}
