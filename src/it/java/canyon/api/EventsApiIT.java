package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.clients.EchoClient;
import canyon.clients.EchoClient.Heard;
import canyon.clients.SocketIoClient;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import canyon.wire.Listener;
import canyon.wire.Peer;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP API of the packaged WAR, played against what a real laravel-echo-server answered. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventsApiIT {
    private static final String APP = "/apps/" + CanyonServers.APP_ID;
    private static final String EVENTS = APP + "/events";
    private static final String OK = "{\"message\":\"ok\"}";

    private final CanyonServer canyon;
    private final Peer peer;

    EventsApiIT(CanyonServer canyon) {
        this.canyon = canyon;
        this.peer = Peer.of(canyon);
    }

    @ParameterizedTest
    @MethodSource("canyon.api.RecordedRequest#all")
    void a_recorded_request_has_the_recorded_answer_and_its_events_arrive(RecordedRequest recorded) throws IOException {
        try (Listener one = Listener.on(peer, "c1");
                Listener two = Listener.on(peer, "c2")) {
            HttpAnswer answer = replay(recorded);

            assertThat(answer.status()).isEqualTo(recorded.status());
            ApiAnswer.assertJson(answer);
            assertThat(ApiAnswer.object(answer.body()))
                    .isEqualTo(ApiAnswer.object(recorded.response().getString("body")));
            for (JsonArray event : recorded.events()) {
                Listener listener = event.getString(1).equals("c1") ? one : two;
                assertThat(heard(listener)).isEqualTo(event);
            }
            publish("{\"channels\":[\"c1\",\"c2\"],\"name\":\"last\",\"data\":1}");
            assertThat(one.hear()).isEqualTo("42[\"last\",\"c1\",1]");
            assertThat(two.hear()).isEqualTo("42[\"last\",\"c2\",1]");
        }
    }

    @Test
    void a_client_hears_what_was_published_unless_its_socket_id_is_excluded() throws Exception {
        try (EchoClient client = joined("api-orders");
                EchoClient other = joined("api-orders")) {
            publish("{\"channel\":\"api-orders\",\"name\":\"shipped\",\"data\":\"{\\\"n\\\":1}\",\"socket_id\":\""
                    + client.id() + "\"}");
            publish("{\"channel\":\"api-orders\",\"name\":\"shipped\",\"data\":{\"n\":2}}");

            assertThat(other.await().arguments()).isEqualTo("[api-orders, {\"n\":1}]");
            assertThat(other.await().arguments()).isEqualTo("[api-orders, {\"n\":2}]");
            assertThat(client.await()).isEqualTo(new Heard("shipped", "[api-orders, {\"n\":2}]", "websocket"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/json",
                "application/json; charset=iso-8859-1",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/xml",
                "no type;;=",
                "/"
            })
    void the_content_type_changes_nothing(String type) throws IOException {
        String body = "{\"channel\":\"api-types\",\"name\":\"E&a=b\",\"data\":\"Zoë 漢🦊 100%25+1\"}";
        Map<String, String> headers = new HashMap<>(ApiAnswer.AUTHORIZED);
        if (!type.isEmpty()) {
            headers.put("Content-Type", type);
        }
        try (Listener listener = Listener.on(peer, "api-types")) {
            HttpAnswer answer = peer.call("POST", EVENTS, headers, body).answer();

            assertThat(answer.status()).isEqualTo(200);
            ApiAnswer.assertJson(answer);
            assertThat(answer.body()).isEqualTo(OK);
            assertThat(listener.hear()).isEqualTo("42[\"E&a=b\",\"api-types\",\"Zoë 漢🦊 100%25+1\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml;q=1, */*;q=0", "nothing", "a/b/c;;"})
    void the_answer_is_json_whatever_the_client_would_accept(String accept) throws IOException {
        Map<String, String> headers = new HashMap<>(ApiAnswer.AUTHORIZED);
        headers.put("Accept", accept);

        HttpAnswer published = peer.call("POST", EVENTS, headers, "{\"channel\":\"c\",\"name\":\"X\",\"data\":1}")
                .answer();
        HttpAnswer unknown = peer.call("GET", APP + "/nothing", headers, "").answer();

        assertThat(published.body()).isEqualTo(OK);
        assertThat(unknown.status()).isEqualTo(404);
        ApiAnswer.assertJson(unknown);
    }

    private HttpAnswer replay(RecordedRequest recorded) throws IOException {
        Map<String, String> headers = new HashMap<>();
        recorded.request().getJsonObject("headers").forEach((name, value) -> {
            if (value instanceof JsonString text) {
                headers.put(name, text.getString().replace("canyon-key", CanyonServers.API_KEY));
            }
        });
        String path = recorded.request()
                .getString("path")
                .replace("canyon-app", CanyonServers.APP_ID)
                .replace("canyon-key", CanyonServers.API_KEY);
        return peer.call("POST", path, headers, recorded.body()).answer();
    }

    private void publish(String body) throws IOException {
        assertThat(peer.call("POST", EVENTS, ApiAnswer.AUTHORIZED, body)
                        .answer()
                        .body())
                .isEqualTo(OK);
    }

    /** Returns when it has joined: what is asked for later is refused later. */
    private EchoClient joined(String channel) throws InterruptedException {
        EchoClient client = new SocketIoClient();
        client.connect(canyon.http(), "websocket");
        client.listenTo("shipped");
        client.listenTo("subscription_error");
        client.subscribe(channel);
        client.subscribe("private-x");
        assertThat(client.await().event()).isEqualTo("subscription_error");
        return client;
    }

    private static JsonArray heard(Listener listener) throws IOException {
        return RecordedRequest.array(listener.hear().substring("42".length()));
    }
}
