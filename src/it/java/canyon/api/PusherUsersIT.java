package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import canyon.wire.SignedApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Pusher's HTTP API does to Pusher's clients. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PusherUsersIT {
    private static final App APP = SignedApi.app(CanyonServers.APP_ID, CanyonServers.APP_KEY, CanyonServers.APP_SECRET);

    private final Peer peer;
    private final SignedApi api;

    PusherUsersIT(CanyonServer canyon) {
        peer = Peer.of(canyon);
        api = new SignedApi(peer);
    }

    @ParameterizedTest
    @CsvSource({
        "terminate_connections, 4009, false",
        "terminate_connections, 4009, true",
        "force_reconnect, 4200, false"
    })
    void a_user_is_closed_with_the_code_that_tells_what_to_do(String action, int code, boolean signedIn)
            throws IOException {
        String user = action + code + signedIn;
        try (RawWebSocket client = connected();
                RawWebSocket other = connected()) {
            become(client, user, signedIn);
            become(other, "other" + user, signedIn);
            assertThat(api.get("/users/" + user).body()).isEqualTo("{\"online\":true,\"connections\":1}");

            assertThat(api.post("/users/" + user + "/" + action, "{}").body()).isEqualTo("{}");

            assertThat(client.receive()).hasToString("closed with " + code);
            other.send("{\"event\":\"pusher:ping\",\"data\":{}}");
            assertThat(event(other, "pusher:pong")).isNotNull();
        }
    }

    @Test
    void an_event_to_a_user_reaches_the_string_that_was_sent() throws IOException {
        try (RawWebSocket client = connected()) {
            become(client, "addressee", true);
            client.send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"#server-to-user-addressee\"}}");
            event(client, "pusher_internal:subscription_succeeded");

            api.post(
                    "/events",
                    "{\"name\":\"X\",\"channel\":\"#server-to-user-addressee\",\"data\":\"{\\\"n\\\": 1.0}\"}");

            assertThat(event(client, "X").getString("data")).isEqualTo("{\"n\": 1.0}");
        }
    }

    /** Its socket id is in the first message. */
    private RawWebSocket connected() throws IOException {
        return peer.webSocket("/app/" + CanyonServers.APP_KEY + "?protocol=7&client=js&version=8.6.0");
    }

    private static void become(RawWebSocket client, String user, boolean signedIn) throws IOException {
        String hello = event(client, "pusher:connection_established").getString("data");
        String socket = ApiAnswer.object(hello).getString("socket_id");
        if (signedIn) {
            String data = "{\"id\":\"" + user + "\"}";
            send(client, "pusher:signin", "user_data", data, APP.sign(socket + "::user::" + data), "");
            event(client, "pusher:signin_success");
        } else {
            String channel = "presence-users-" + user;
            String data = "{\"user_id\":\"" + user + "\"}";
            send(
                    client,
                    "pusher:subscribe",
                    "channel_data",
                    data,
                    APP.sign(socket + ":" + channel + ":" + data),
                    channel);
            event(client, "pusher_internal:subscription_succeeded");
        }
    }

    private static void send(
            RawWebSocket client, String event, String name, String data, String signature, String channel)
            throws IOException {
        JsonObject content = Json.createObjectBuilder()
                .add("channel", channel)
                .add("auth", CanyonServers.APP_KEY + ":" + signature)
                .add(name, data)
                .build();
        client.send(Json.createObjectBuilder()
                .add("event", event)
                .add("data", content)
                .build()
                .toString());
    }

    /** The next message, which must be of this event. */
    private static JsonObject event(RawWebSocket client, String name) throws IOException {
        JsonObject message = ApiAnswer.object(client.receive().text());
        assertThat(message.getString("event")).as(message.toString()).isEqualTo(name);
        return message;
    }
}
