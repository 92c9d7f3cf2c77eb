package canyon.config.imported;

import static java.util.Map.entry;

import jakarta.json.JsonArray;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** soketi 1: the options of its JSON configuration, of which its variables are other names. */
final class Soketi {
    static final String PRODUCT = "soketi";

    private static final int KIB = 1024;
    private static final String ADAPTER = "adapter.driver";
    private static final String REDIS = "database.redis.";
    private static final String TLS = "the application server or a proxy ends TLS: give it the certificate and its key";
    private static final String SERVER = "the application server decides on which address and port it listens";
    private static final String NODES = "Canyon runs on one node";
    private static final String MEMORY = "Canyon keeps this in its memory";
    private static final String DATA_SOURCE =
            "make a DataSource in the application server and name it in canyon.apps.datasource";

    private static final Map<String, Rule> RULES = Map.ofEntries(
            entry("adapter.*", Rule.left(NODES)),
            entry(ADAPTER, Soketi::adapter),
            entry("adapter.redis.clusterMode", Rule.nothing()),
            entry("appManager.driver", Rule.leftUnless("array", DATA_SOURCE)),
            entry(
                    "appManager.cache.enabled",
                    Rule.leftUnless("true", "Canyon always keeps answers of the database for a while")),
            entry("appManager.cache.ttl", Soketi::cacheTime),
            entry("appManager.dynamodb.*", Rule.left("Canyon reads applications from a file or an SQL database")),
            entry("appManager.mysql.*", Rule.left(DATA_SOURCE)),
            entry("appManager.mysql.table", Rule.nothing()),
            entry("appManager.postgres.*", Rule.left(DATA_SOURCE)),
            entry("appManager.postgres.table", Rule.nothing()),
            entry("cache.*", Rule.left(MEMORY)),
            entry("cache.driver", Rule.leftUnless("memory", MEMORY)),
            entry("channelLimits.maxNameLength", Rule.count("canyon.limits.channel-name-length")),
            entry("channelLimits.cacheTtl", Rule.seconds("canyon.cache.time-to-live")),
            entry("cluster.*", Rule.left(NODES)),
            entry("cors.credentials", Rule.left("soketi itself makes nothing of it")),
            entry("cors.origin", header("canyon.cors.origin")),
            entry("cors.methods", header("canyon.cors.methods")),
            entry("cors.allowedHeaders", header("canyon.cors.headers")),
            entry("database.mysql.*", Rule.left(DATA_SOURCE)),
            entry("database.postgres.*", Rule.left(DATA_SOURCE)),
            entry(
                    "database.redis.*",
                    Rule.left("soketi's nodes talk through it; canyon.redis.url is where Laravel publishes")),
            entry("databasePooling.*", Rule.left("the DataSource of the application server has a pool of its own")),
            entry("debug", Rule.leftUnless("false", "see the log of the application server, and the dashboard")),
            entry("eventLimits.maxChannelsAtOnce", Rule.count("canyon.limits.channels-per-event")),
            entry("eventLimits.maxNameLength", Rule.count("canyon.limits.event-name-length")),
            entry("eventLimits.maxPayloadInKb", Rule.bytes("canyon.limits.event-payload-bytes", KIB)),
            entry("eventLimits.maxBatchSize", Rule.count("canyon.limits.batch-events")),
            entry("host", Rule.left(SERVER)),
            entry("httpApi.requestLimitInMb", Soketi::requestLimit),
            entry("httpApi.acceptTraffic.memoryThreshold", Rule.count("canyon.ready.memory-percent")),
            entry("instance.*", Rule.left("Canyon names its nodes itself")),
            entry("metrics.*", Rule.left("Prometheus reads /ops/metrics; see canyon.metrics.access")),
            entry("mode", Rule.leftUnless("full", "Canyon is always the whole server")),
            entry("pathPrefix", Rule.left("deploy Canyon at this context path")),
            entry("port", Rule.left(SERVER)),
            entry("presence.maxMembersPerChannel", Rule.count("canyon.limits.presence-members")),
            entry("presence.maxMemberSizeInKb", Rule.bytes("canyon.limits.presence-member-bytes", KIB)),
            entry("queue.*", Rule.left(MEMORY)),
            entry("queue.driver", Rule.leftUnless("sync", MEMORY)),
            entry("rateLimiter.*", Rule.left(MEMORY)),
            entry("rateLimiter.driver", Rule.leftUnless("local", MEMORY)),
            entry("shutdownGracePeriod", Rule.millis("canyon.drain.duration")),
            entry("ssl.*", Rule.left(TLS)),
            entry("userAuthenticationTimeout", Rule.nothing()),
            entry("webhooks.batching.enabled", Rule.flag()),
            entry("webhooks.batching.duration", Rule.nothing()));

    private Soketi() {}

    /** Whether a name, perhaps with dots, is that of an option or of a group of them. */
    static boolean knows(String name) {
        return name.startsWith(SoketiApps.GROUP) || Rule.knows(RULES, name);
    }

    /** Says in Canyon's keys what the options say. */
    static void read(Map<String, Found> options, Findings findings) {
        SoketiApps apps = new SoketiApps(findings);
        Found adapter = options.get(ADAPTER);
        boolean hasRedis = adapter != null && adapter.text().equals("redis");
        Map<String, Found> redis = hasRedis ? redis(options) : Map.of();
        options.forEach((path, found) -> {
            if (path.startsWith(SoketiApps.GROUP)) {
                apps.add(path, found);
            } else if (!path.startsWith(REDIS) || !redis.containsKey(path.substring(REDIS.length()))) {
                Rule.apply(RULES, path, found, findings, PRODUCT);
            }
        });
        if (adapter != null && hasRedis) {
            boolean isCluster = EchoServer.isOn(options.get("adapter.redis.clusterMode"), false);
            new IoRedis(redis, findings).take(Found.text(adapter.from(), ADAPTER, "127.0.0.1"), isCluster);
        }
        batching(options, findings);
        table(options, findings);
        apps.finish(options);
    }

    /** The Redis through which soketi's nodes talk becomes the one through which Canyon's do. */
    private static Map<String, Found> redis(Map<String, Found> options) {
        Map<String, Found> redis = new LinkedHashMap<>();
        options.forEach((path, found) -> {
            String name = path.startsWith(REDIS) ? path.substring(REDIS.length()) : "";
            if (IoRedis.isPart(name) && !found.isEmpty() && !found.text().equals("[]")) {
                redis.put(name, found);
            }
        });
        return redis;
    }

    private static void adapter(Found found, Findings findings) {
        if (!found.text().matches("local|redis")) {
            findings.leave(found, NODES);
        }
    }

    private static Rule header(String key) {
        return (found, findings) -> {
            if (found.value() instanceof JsonArray array) {
                findings.take(
                        found,
                        key,
                        String.join(
                                ", ",
                                array.stream()
                                        .map(value -> new Found(found.from(), found.name(), value).text())
                                        .toList()));
            } else {
                Rule.text(key).apply(found, findings);
            }
        };
    }

    /** The intake must hold the largest request. */
    private static void requestLimit(Found found, Findings findings) {
        Rule.bytes("canyon.limits.http-body-bytes", KIB * KIB).apply(found, findings);
        BigDecimal megabytes = Rule.numberOf(found);
        if (megabytes != null && megabytes.intValue() >= 16) {
            Rule.bytes("canyon.limits.intake-bytes", KIB * KIB).apply(found, findings);
        }
    }

    private static void cacheTime(Found found, Findings findings) {
        if (found.text().startsWith("-")) {
            findings.leave(found, "Canyon asks the database again after canyon.apps.cache-time-to-live");
        } else {
            Rule.seconds("canyon.apps.cache-time-to-live").apply(found, findings);
        }
    }

    /** Without batching soketi sends each event by itself. */
    private static void batching(Map<String, Found> options, Findings findings) {
        Found enabled = options.get("webhooks.batching.enabled");
        Found duration = options.get("webhooks.batching.duration");
        if (enabled != null && !enabled.isTrue()) {
            findings.take(enabled, "canyon.webhooks.batch-time", "PT0S");
        } else if (duration != null && enabled != null) {
            Rule.millis("canyon.webhooks.batch-time").apply(duration, findings);
        } else if (duration != null && !duration.isEmpty()) {
            findings.leave(duration, "it is without effect while webhooks.batching.enabled is off");
        }
    }

    /** Of the database that is in use; a file may describe both. */
    private static void table(Map<String, Found> options, Findings findings) {
        Found driver = options.get("appManager.driver");
        Found table = driver == null ? null : options.get("appManager." + driver.text() + ".table");
        if (table != null && !table.isEmpty() && driver != null && driver.text().matches("mysql|postgres")) {
            Rule.text("canyon.apps.table").apply(table, findings);
        }
    }
}
