package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(GuardedServer.Extension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LiveIT {
    private final Peer peer;
    private final Operator operator;

    LiveIT(GuardedServer server) throws IOException {
        this.peer = Peer.of(server.canyon());
        this.operator = server.operator().signedIn(GuardedServer.PASSWORD);
    }

    @Test
    void each_second_it_tells_how_much_there_is() throws Exception {
        try (EventStream stream = operator.watch("")) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            JsonObject first = json(stream.next("sample").data());
            JsonObject second = json(stream.next("sample").data());

            assertThat(first.keySet())
                    .containsExactly(
                            "t",
                            "connections",
                            "peakConnections",
                            "channels",
                            "in",
                            "out",
                            "published",
                            "apiCalls",
                            "errors",
                            "lagMillis");
            assertThat(second.getInt("t")).isGreaterThan(first.getInt("t"));
        }
    }

    @Test
    void it_shows_what_happens_and_only_what_is_asked_for() throws Exception {
        try (EventStream orders =
                        operator.watch("?app=guarded&channel=orders*7&kind=PUBLISHED,CONNECTED&q=SECRET%20WORD");
                EventStream others = operator.watch("?app=other")) {
            orders.next("sample");
            others.next("sample");
            publish("orders.7", "another");
            publish("orders.8", "secret word");
            publish("orders.7", "the secret word");

            JsonObject happening = json(orders.next("happening").data());

            assertThat(happening.getString("kind")).isEqualTo("PUBLISHED");
            assertThat(happening.getString("app")).isEqualTo("guarded");
            assertThat(happening.getString("channel")).isEqualTo("orders.7");
            assertThat(happening.getString("event")).isEqualTo("Shipped");
            assertThat(happening.getString("payload")).contains("the secret word");
            assertThat(others.next()).extracting(EventStream.Event::name).isEqualTo("sample");
        }
    }

    @Test
    void a_kind_that_there_is_not_is_refused() throws IOException {
        HttpAnswer answer = operator.get("/dashboard/api/live?kind=NONSENSE");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Operator.json(answer).getString("error")).startsWith("kind must be some of [CONNECTED");
    }

    private void publish(String channel, String data) throws IOException {
        HttpAnswer answer = peer.call(
                        "POST",
                        "/apps/" + GuardedServer.APP + "/events",
                        Map.of("Authorization", "Bearer " + GuardedServer.API_KEY),
                        "{\"name\":\"Shipped\",\"channel\":\"" + channel + "\",\"data\":\"\\\"" + data + "\\\"\"}")
                .answer();
        assertThat(answer.status()).isEqualTo(200);
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
