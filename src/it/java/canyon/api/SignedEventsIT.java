package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import canyon.wire.HttpCall;
import canyon.wire.Listener;
import canyon.wire.Peer;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are published with Pusher's API of the packaged WAR. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedEventsIT {
    private static final String PATH = "/apps/" + CanyonServers.APP_ID + "/events";

    private final Peer peer;
    private final SignedApi api;

    SignedEventsIT(CanyonServer canyon) {
        peer = Peer.of(canyon);
        api = new SignedApi(peer);
    }

    @Test
    void the_parameters_may_stand_in_the_query() throws IOException {
        try (Listener one = Listener.on(peer, "query-1");
                Listener two = Listener.on(peer, "query-2")) {
            // Signed as PHP's and Ruby's libraries do, the first of which joins them with commas.
            String joined = "channels=query-1,query-2&data={\"n\":1}&name=my event";
            String repeated = "channels[]=query-1&channels[]=query-2&data={\"n\":1}&name=my event";
            String sent = "channels%5B0%5D=query-1&channels%5B1%5D=query-2&data=%7B%22n%22%3A1%7D&name=my+event";

            for (String signed : List.of(joined, repeated)) {
                String query = signed.equals(joined)
                        ? sent
                        : sent.replace("%5B0%5D", "[]").replace("%5B1%5D", "[]");
                assertOk(peer.call("POST", PATH + "?" + SignedApi.query(PATH, signed, query), Map.of(), "")
                        .answer());
                assertThat(one.hear()).isEqualTo("42[\"my event\",\"query-1\",{\"n\":1}]");
                assertThat(two.hear()).isEqualTo("42[\"my event\",\"query-2\",{\"n\":1}]");
            }
        }
    }

    @Test
    void info_tells_of_each_channel() throws IOException {
        try (Audience audience = new Audience(peer)) {
            audience.join("presence-info", 1);
            audience.join("presence-info", 1);
            audience.join("info", 2);

            HttpAnswer answer = api.post(
                    "/events",
                    "{\"name\":\"X\",\"data\":\"1\",\"channels\":[\"presence-info\",\"info\",\"info-empty\"],"
                            + "\"info\":\"user_count,subscription_count\"}");

            assertOk(
                    answer,
                    "{\"channels\":{\"presence-info\":{\"user_count\":1,\"subscription_count\":2},"
                            + "\"info\":{\"subscription_count\":1},\"info-empty\":{\"subscription_count\":0}}}");
        }
    }

    @Test
    void a_batch_is_published_as_a_whole_or_not_at_all() throws IOException {
        try (Listener listener = Listener.on(peer, "whole")) {
            String event = "{\"name\":\"%s\",\"channel\":\"whole\",\"data\":\"%s\"}";
            HttpAnswer refused = api.post(
                    "/batch_events",
                    "{\"batch\":[" + event.formatted("first", "1") + "," + event.formatted("", "2") + "]}");
            HttpAnswer published = api.post(
                    "/batch_events",
                    "{\"batch\":[" + event.formatted("second", "3") + "," + event.formatted("third", "4") + "]}");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).isEqualTo("{\"error\":\"name must not be empty\"}");
            assertOk(published);
            assertThat(listener.hear()).isEqualTo("42[\"second\",\"whole\",3]");
            assertThat(listener.hear()).isEqualTo("42[\"third\",\"whole\",4]");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_request_that_is_repeated_with_its_key_is_published_once(boolean inHeader) throws IOException {
        String channel = "repeated-" + inHeader;
        String parameter = inHeader ? "" : ",\"idempotency_key\":\"" + channel + "\"";
        Map<String, String> headers = inHeader ? Map.of("X-Idempotency-Key", channel) : Map.of();
        String body = "{\"name\":\"X\",\"data\":\"1\",\"channel\":\"" + channel + "\",\"info\":\"subscription_count\""
                + parameter + "}";
        try (Listener listener = Listener.on(peer, channel)) {
            List<HttpCall> calls = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                calls.add(peer.call("POST", PATH + "?" + SignedApi.query("POST", PATH, Map.of(), body), headers, body));
            }
            for (HttpCall call : calls) {
                assertOk(call.answer(), "{\"channels\":{\"" + channel + "\":{\"subscription_count\":1}}}");
            }
            assertOk(api.post("/events", "{\"name\":\"last\",\"data\":\"1\",\"channel\":\"" + channel + "\"}"));

            assertThat(listener.hear()).isEqualTo("42[\"X\",\"" + channel + "\",1]");
            assertThat(listener.hear()).isEqualTo("42[\"last\",\"" + channel + "\",1]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded", "no type;;="})
    void the_content_type_changes_nothing(String type) throws IOException {
        String body = "{\"name\":\"X\",\"data\":\"Zoë&a=b%20\",\"channel\":\"signed-types\"}";
        Map<String, String> headers = type.isEmpty() ? Map.of() : Map.of("Content-Type", type);
        try (Listener listener = Listener.on(peer, "signed-types")) {
            assertOk(peer.call("POST", PATH + "?" + SignedApi.query("POST", PATH, Map.of(), body), headers, body)
                    .answer());

            assertThat(listener.hear()).isEqualTo("42[\"X\",\"signed-types\",\"Zoë&a=b%20\"]");
        }
    }

    @Test
    void json_that_is_no_string_is_taken_as_it_is() throws IOException {
        try (Listener listener = Listener.on(peer, "lenient")) {
            assertOk(api.post("/events", "{\"name\":\"X\",\"data\":{\"n\": 1.0},\"channel\":\"lenient\"}"));

            assertThat(listener.hear()).isEqualTo("42[\"X\",\"lenient\",{\"n\": 1.0}]");
        }
    }

    private static void assertOk(HttpAnswer answer) {
        assertOk(answer, "{}");
    }

    private static void assertOk(HttpAnswer answer, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(200);
        ApiAnswer.assertJson(answer);
    }
}
