package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Map;

/** What tests of the HTTP API send and expect again and again. */
final class ApiAnswer {
    /** The headers of a request that may do everything. */
    static final Map<String, String> AUTHORIZED = Map.of("Authorization", "Bearer " + CanyonServers.API_KEY);

    private ApiAnswer() {}

    /** As laravel-echo-server's; servers differ in the blank. */
    static void assertJson(HttpAnswer answer) {
        assertThat(answer.header("Content-Type").replace(" ", ""))
                .isEqualToIgnoringCase("application/json;charset=utf-8");
    }

    static JsonObject object(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
