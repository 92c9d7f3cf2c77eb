package canyon.config;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads webhooks as Canyon and soketi write them. No message quotes a URL or a header, which may hold a password. */
final class Webhooks {
    static final int MAX_COUNT = 100;

    /** Pusher's "Webhooks", and the one of "Subscription count". */
    private static final Set<String> EVENTS = Set.of(
            "channel_occupied",
            "channel_vacated",
            "member_added",
            "member_removed",
            "client_event",
            "cache_miss",
            "subscription_count");

    private Webhooks() {}

    /** @throws IllegalArgumentException with a reason that tells which one is wrong */
    static List<WebhookSettings> parse(String text) {
        JsonArray array = JsonLists.array(text);
        if (array.size() > MAX_COUNT) {
            throw new IllegalArgumentException("more than " + MAX_COUNT + " webhooks");
        }
        List<WebhookSettings> webhooks = new ArrayList<>();
        for (JsonValue element : array) {
            try {
                webhooks.add(webhook(element));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("webhook " + (webhooks.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(webhooks);
    }

    private static WebhookSettings webhook(JsonValue element) {
        URI url = null;
        Set<String> events = Set.of();
        String prefix = "";
        String suffix = "";
        Map<String, String> headers = Map.of();
        for (Map.Entry<String, JsonValue> member : object("it", element).entrySet()) {
            String name = member.getKey();
            JsonValue value = member.getValue();
            switch (AppField.normal(name)) {
                case "url" -> url = url(string(name, value));
                case "events", "eventtypes" -> events = events(name, value);
                case "prefix" -> prefix = string(name, value);
                case "suffix" -> suffix = string(name, value);
                case "headers" -> headers = headers(object(name, value));
                case "filter" -> {
                    JsonObject filter = object(name, value);
                    prefix = optional(filter, "channel_name_starts_with", prefix);
                    suffix = optional(filter, "channel_name_ends_with", suffix);
                }
                default -> throw new IllegalArgumentException("\"" + name + "\" is no part of a webhook");
            }
        }
        if (url == null) {
            throw new IllegalArgumentException("has no url");
        }
        return new WebhookSettings(url, events, prefix, suffix, headers);
    }

    private static URI url(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url is none: " + e.getReason() + " at character " + e.getIndex(), e);
        }
        boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!isHttp || url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
            throw new IllegalArgumentException("url must be http or https with a host, without user and fragment");
        }
        return url;
    }

    private static Set<String> events(String name, JsonValue value) {
        if (!(value instanceof JsonArray array)) {
            throw new IllegalArgumentException(name + " is no list");
        }
        Set<String> events = new LinkedHashSet<>();
        for (JsonValue element : array) {
            String event = string(name, element);
            if (!EVENTS.contains(event)) {
                throw new IllegalArgumentException(
                        "\"" + event + "\" is no event; there are " + String.join(", ", new TreeSet<>(EVENTS)));
            }
            events.add(event);
        }
        return events;
    }

    private static Map<String, String> headers(JsonObject written) {
        Map<String, String> headers = new LinkedHashMap<>();
        written.forEach((name, value) -> {
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")) {
                throw new IllegalArgumentException("a header's name cannot be sent");
            }
            headers.put(name, Format.headerValue(string("header " + name, value)));
        });
        return headers;
    }

    private static String optional(JsonObject object, String name, String fallback) {
        @Nullable JsonValue value = object.get(name);
        return value == null || value == JsonValue.NULL ? fallback : string(name, value);
    }

    private static String string(String name, JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new IllegalArgumentException(name + " is no text");
    }

    /** PHP writes an empty object as an empty array. */
    private static JsonObject object(String name, JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        if (value == JsonValue.NULL || (value instanceof JsonArray array && array.isEmpty())) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        throw new IllegalArgumentException(name + " is no object");
    }
}
