package canyon.config.imported;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** Webhooks of an application of soketi. Canyon reads its form, but calls no Lambda function. */
final class SoketiWebhooks {
    private SoketiWebhooks() {}

    /** Those that have a URL. */
    static Found called(Found webhooks, Findings findings) {
        JsonArray array = array(webhooks.value());
        if (array == null) {
            return webhooks;
        }
        JsonArrayBuilder called = Json.createArrayBuilder();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof JsonObject webhook && isLambda(webhook)) {
                findings.leave(
                        new Found(webhooks.from(), webhooks.name() + "[" + i + "]", JsonValue.NULL),
                        "Canyon calls URLs, no Lambda functions");
            } else {
                called.add(array.get(i));
            }
        }
        return new Found(webhooks.from(), webhooks.name(), called.build(), webhooks.resolved());
    }

    private static boolean isLambda(JsonObject webhook) {
        return webhook.containsKey("lambda_function") && !webhook.containsKey("url");
    }

    /** Also one that is written as a text; null if it is none, which who reads it will tell. */
    private static @Nullable JsonArray array(JsonValue value) {
        if (!(value instanceof JsonString string)) {
            return value instanceof JsonArray array ? array : null;
        }
        try (JsonReader reader = Json.createReader(new StringReader(string.getString()))) {
            return reader.readArray();
        } catch (JsonException | IllegalStateException e) {
            return null;
        }
    }
}
