package canyon.config;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a JSON text that holds applications and goes on after a problem. Not thread-safe: make one for each text. */
final class AppsDocument {
    private final String origin;
    private final AppLimits defaults;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param origin where the text comes from, for people
     * @param defaults limits of an application that says nothing about them
     */
    AppsDocument(String origin, AppLimits defaults) {
        this.origin = origin;
        this.defaults = defaults;
    }

    /** @throws InvalidAppsException if anything is wrong, with all of it */
    List<AppSettings> apps(String text) throws InvalidAppsException {
        List<AppSettings> apps = new ArrayList<>();
        int count = 0;
        for (JsonValue element : array(text)) {
            count++;
            AppSettings app = app("application " + count, element);
            if (app != null) {
                apps.add(app);
            }
        }
        noteRepeated(apps);
        if (!problems.isEmpty()) {
            throw new InvalidAppsException(problems);
        }
        return apps;
    }

    /** What is suspicious but not wrong. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private JsonArray array(String text) {
        try {
            JsonValue document = JsonLists.parse(text);
            if (document instanceof JsonObject object) {
                document = object.getOrDefault("apps", JsonValue.NULL);
            }
            if (document instanceof JsonArray array) {
                return array;
            }
            problem("neither a JSON array nor an object with an array \"apps\"");
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
        }
        return JsonValue.EMPTY_JSON_ARRAY;
    }

    private @Nullable AppSettings app(String place, JsonValue element) {
        if (!(element instanceof JsonObject object)) {
            problem(place + " is no JSON object");
            return null;
        }
        int before = problems.size();
        Map<AppField, String> texts = texts(place, object);
        String name = texts.getOrDefault(AppField.ID, "");
        String named = name.isEmpty() ? place : place + " (" + Reading.printable(name) + ")";
        try {
            AppSettings app = AppEntry.read(texts, defaults);
            return problems.size() == before ? app : null;
        } catch (InvalidAppsException e) {
            e.problems().forEach(reason -> problem(named + ": " + reason));
            return null;
        }
    }

    private Map<AppField, String> texts(String place, JsonObject object) {
        Map<AppField, String> texts = new EnumMap<>(AppField.class);
        object.forEach((name, value) -> {
            Optional<AppField> field = AppField.named(name);
            if (field.isEmpty()) {
                warnings.add(origin + ": " + place + ": \"" + Reading.printable(name)
                        + "\" is nothing that Canyon knows of an application");
            } else if (texts.put(field.get(), text(value)) != null) {
                problem(place + ": " + field.get() + " stands there twice, also as \"" + name + "\"");
            }
        });
        return texts;
    }

    /** Numbers, flags and structures as they are written. */
    private static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        return value == JsonValue.NULL ? "" : value.toString();
    }

    private void noteRepeated(List<AppSettings> apps) {
        Map<String, String> owners = new HashMap<>();
        for (AppSettings app : apps) {
            noteRepeated(owners, "id \"" + app.id() + "\"", app);
            noteRepeated(owners, "key \"" + app.key() + "\"", app);
            app.rules().hosts().forEach(host -> noteRepeated(owners, "host \"" + host + "\"", app));
        }
    }

    private void noteRepeated(Map<String, String> owners, String what, AppSettings app) {
        String other = owners.putIfAbsent(what, app.id());
        if (other != null) {
            problem("applications " + other + " and " + app.id() + " have the same " + what);
        }
    }

    private void problem(String text) {
        problems.add(origin + ": " + text);
    }
}
