package canyon.config.imported;

import static java.util.Map.entry;

import canyon.config.imported.Imported.Application;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code appManager.array.apps} of soketi. A single one that has nothing but what soketi's variables can say becomes
 * the default application, several become applications beside it. Not thread-safe: make one for each configuration.
 */
final class SoketiApps {
    static final String GROUP = "appManager.array";

    private static final String APPS = GROUP + ".apps";

    /** What a variable can say of the application, without the ways to write it. */
    private static final Map<String, Rule> DEFAULT_APP = Map.ofEntries(
            entry("id", Rule.text("canyon.app.id")),
            entry("key", Rule.text("canyon.app.key")),
            entry("secret", Rule.text("canyon.app.secret")),
            entry("maxconnections", Rule.count("canyon.app.connections")),
            entry("enabled", Rule.flag("canyon.app.enabled")),
            entry("enableclientmessages", Rule.flag("canyon.app.client-messages")),
            entry("enableuserauthentication", Rule.flag("canyon.app.user-authentication")),
            entry("maxbackendeventspersecond", Rule.count("canyon.app.backend-events-per-second")),
            entry("maxclienteventspersecond", Rule.count("canyon.limits.client-events-per-second")),
            entry("maxreadrequestspersecond", Rule.count("canyon.app.read-requests-per-second")),
            entry("webhooks", (found, findings) -> findings.take(found, "canyon.app.webhooks", found.text())));

    private final Map<Integer, Map<String, Found>> apps = new TreeMap<>();
    private final Findings findings;

    SoketiApps(Findings findings) {
        this.findings = findings;
    }

    /** @param path the whole list, or a field of one application with its number */
    void add(String path, Found found) {
        String[] parts = path.split("\\.", -1);
        if (path.equals(APPS) && found.value() instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                element(i, new Found(found.from(), APPS + "[" + i + "]", array.get(i)));
            }
        } else if (path.startsWith(APPS + ".") && parts.length == 5 && parts[3].matches("\\d{1,6}")) {
            Found before = app(Integer.parseInt(parts[3])).put(normal(parts[4]), found);
            if (before != null && !before.text().equals(found.text())) {
                findings.leave(before, found + " goes before it");
            }
        } else if (!found.isEmpty()) {
            findings.wrong(found, "must be a list of applications");
        }
    }

    private void element(int number, Found element) {
        if (!(element.value() instanceof JsonObject object)) {
            findings.wrong(element, "must be an object");
            return;
        }
        object.forEach((name, value) -> {
            Found field = new Found(element.from(), element.name() + "." + name, value);
            if (app(number).putIfAbsent(normal(name), field) != null) {
                findings.leave(field, "it is said twice");
            }
        });
    }

    private Map<String, Found> app(int number) {
        return apps.computeIfAbsent(number, any -> new LinkedHashMap<>());
    }

    /** @param options all of soketi's */
    void finish(Map<String, Found> options) {
        Found driver = options.get("appManager.driver");
        if (driver != null && !driver.isEmpty() && !driver.text().equals("array")) {
            apps.values()
                    .forEach(app -> app.values()
                            .forEach(found -> findings.leave(found, "appManager.driver is another one than array")));
            Found timeout = options.get("userAuthenticationTimeout");
            if (timeout != null && !timeout.isEmpty()) {
                findings.leave(timeout, "give the table a column unauthorized_timeout");
            }
            return;
        }
        apps.values().forEach(app -> {
            app.replaceAll((name, found) -> name.equals("webhooks") ? SoketiWebhooks.called(found, findings) : found);
            app.entrySet().removeIf(field -> letsNothingThrough(field.getKey(), field.getValue()));
            offByDefault(app, "enableclientmessages", "enableClientMessages");
            offByDefault(app, "enableuserauthentication", "enableUserAuthentication");
        });
        Found timeout = timeout(options.get("userAuthenticationTimeout"));
        if (apps.size() == 1) {
            Map<String, Found> only = apps.values().iterator().next();
            if (DEFAULT_APP.keySet().containsAll(only.keySet())) {
                becomeDefault(only, timeout);
                return;
            }
        }
        apps.forEach((number, app) -> becomeOther(number, app, timeout));
    }

    /** Null if there is none that counts. */
    private @Nullable Found timeout(@Nullable Found timeout) {
        if (timeout == null || timeout.isEmpty()) {
            return null;
        }
        if (apps.values().stream()
                .map(app -> app.get("enableuserauthentication"))
                .noneMatch(SoketiApps::isOn)) {
            findings.leave(timeout, "no application that is imported has enableUserAuthentication on");
            return null;
        }
        if (Rule.numberOf(timeout) == null) {
            findings.wrong(timeout, "must be a number");
            return null;
        }
        return timeout;
    }

    private static boolean isOn(@Nullable Found found) {
        return found != null && found.isTrue();
    }

    /** A rate of 0, which to Canyon is no limit. */
    private boolean letsNothingThrough(String name, Found found) {
        boolean isZero = name.matches("max.*persecond") && found.text().strip().equals("0");
        if (isZero) {
            findings.leave(found, "a rate of 0 lets nothing through in soketi, and is no limit to Canyon");
        }
        return isZero;
    }

    private void becomeDefault(Map<String, Found> app, @Nullable Found timeout) {
        app.forEach((name, found) -> Rule.apply(DEFAULT_APP, name, found, findings, Soketi.PRODUCT));
        if (timeout != null) {
            Rule.millis("canyon.app.unauthorized-timeout").apply(timeout, findings);
        }
    }

    private void becomeOther(int number, Map<String, Found> app, @Nullable Found timeout) {
        Map<String, String> texts = new LinkedHashMap<>();
        app.forEach((name, found) -> {
            if (!found.resolved()) {
                findings.wrong(found, "refers to a variable that is not set");
            } else if (name.startsWith("has") && name.endsWith("webhooks")) {
                findings.leave(found, "the webhooks themselves say it");
            } else if (found.value() instanceof JsonStructure && !name.equals("webhooks")) {
                findings.wrong(found, "must be a single value");
            } else if (!found.isEmpty()) {
                texts.put(name, found.text());
            }
        });
        BigDecimal millis = timeout == null ? null : Rule.numberOf(timeout);
        if (millis != null && isOn(app.get("enableuserauthentication"))) {
            texts.put("unauthorizedtimeout", millis.movePointLeft(3).toPlainString());
        }
        String from = app.values().stream().map(Found::from).findFirst().orElse(Soketi.PRODUCT);
        findings.take(new Application(from, APPS + "[" + number + "]", false, texts));
    }

    /** soketi allows neither unless it is told to. */
    private static void offByDefault(Map<String, Found> app, String name, String written) {
        if (app.isEmpty()) {
            return;
        }
        Found any = app.values().iterator().next();
        Found given = app.get(name);
        if (given == null || given.isEmpty()) {
            app.put(name, new Found(any.from(), APPS + "." + written + ", off by default", JsonValue.FALSE));
        }
    }

    /** One name for all ways to write it, also those of soketi's tables. */
    private static String normal(String name) {
        String plain = name.replace("_", "").toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "appid" -> "id";
            case "appkey" -> "key";
            case "appsecret" -> "secret";
            case "maxbackendeventspersec" -> "maxbackendeventspersecond";
            case "maxclienteventspersec" -> "maxclienteventspersecond";
            case "maxreadreqpersec" -> "maxreadrequestspersecond";
            default -> plain;
        };
    }
}
