package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.clients.EchoClient;
import canyon.clients.SocketIoClient;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.LaravelApp;
import canyon.wire.Listener;
import canyon.wire.Occupancy;
import canyon.wire.Peer;
import com.pusher.rest.Pusher;
import com.pusher.rest.data.Event;
import com.pusher.rest.data.Result;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official library of a Java application, pointed at Canyon, with Socket.IO clients that hear it. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PusherLibraryIT {
    /** User 1 of the Laravel application. */
    private static final String TOKEN = "good:1";

    private final CanyonServer canyon;
    private final Peer peer;
    private final Pusher pusher;

    /** @param app lets the clients in */
    PusherLibraryIT(CanyonServer canyon, LaravelApp app) {
        assertThat(app.uri()).isNotNull();
        this.canyon = canyon;
        peer = Peer.of(canyon);
        pusher = library(CanyonServers.APP_ID, CanyonServers.APP_KEY, CanyonServers.APP_SECRET);
    }

    private Pusher library(String id, String key, String secret) {
        Pusher library = new Pusher(id, key, secret, Base64.getEncoder().encodeToString(new byte[32]));
        library.setHost("127.0.0.1:" + peer.port());
        return library;
    }

    @Test
    void what_it_triggers_arrives_as_the_data_that_was_meant() throws IOException {
        try (Listener one = Listener.on(peer, "library-1");
                Listener two = Listener.on(peer, "library-2")) {
            assertOk(pusher.trigger(List.of("library-1", "library-2"), "shipped", Map.of("n", 1)), "{}");

            assertThat(one.hear()).isEqualTo("42[\"shipped\",\"library-1\",{\"n\":1}]");
            assertThat(two.hear()).isEqualTo("42[\"shipped\",\"library-2\",{\"n\":1}]");
        }
    }

    @Test
    void a_batch_arrives_in_its_order() throws IOException {
        try (Listener listener = Listener.on(peer, "library-batch")) {
            assertOk(
                    pusher.trigger(List.of(
                            new Event("library-batch", "first", "text"),
                            new Event("library-batch", "second", List.of(1, 2)))),
                    "{}");

            assertThat(listener.hear()).isEqualTo("42[\"first\",\"library-batch\",\"text\"]");
            assertThat(listener.hear()).isEqualTo("42[\"second\",\"library-batch\",[1,2]]");
        }
    }

    @Test
    void a_private_channel_hears_it_but_not_the_connection_that_is_excluded() throws Exception {
        try (EchoClient sender = joined("private-library");
                EchoClient other = joined("private-library")) {
            assertOk(pusher.trigger("private-library", "shipped", "first", sender.id()), "{}");
            assertOk(pusher.trigger("private-library", "shipped", "second"), "{}");

            assertThat(other.await().arguments()).isEqualTo("[private-library, first]");
            assertThat(other.await().arguments()).isEqualTo("[private-library, second]");
            assertThat(sender.await().arguments()).isEqualTo("[private-library, second]");
        }
    }

    @Test
    void encrypted_data_is_routed_untouched() throws Exception {
        try (EchoClient client = joined("private-encrypted-library")) {
            assertOk(pusher.trigger("private-encrypted-library", "shipped", Map.of("secret", "text")), "{}");

            String heard = client.await().arguments();
            JsonObject data = ApiAnswer.object(heard.substring(heard.indexOf('{'), heard.length() - 1));
            assertThat(data.keySet()).containsExactlyInAnyOrder("nonce", "ciphertext");
            assertThat(Base64.getDecoder().decode(data.getString("nonce"))).hasSize(24);
        }
    }

    @Test
    void channels_and_their_users_are_told() throws Exception {
        try (EchoClient client = joined("presence-library;1");
                EchoClient second = joined("presence-library;1")) {
            assertThat(client.id()).isNotEqualTo(second.id());

            assertOk(
                    pusher.get("/channels", Map.of("filter_by_prefix", "presence-library", "info", "user_count")),
                    "{\"channels\":{\"presence-library;1\":{\"user_count\":1}}}");
            assertOk(
                    pusher.get("/channels/presence-library;1", Map.of("info", "user_count,subscription_count")),
                    "{\"occupied\":true,\"user_count\":1,\"subscription_count\":2}");
            assertOk(pusher.get("/channels/presence-library;1/users"), "{\"users\":[{\"id\":\"1\"}]}");
        }
    }

    @Test
    void a_user_is_looked_up_and_thrown_out() throws Exception {
        try (EchoClient client = joined("presence-library-users", "good:77")) {
            assertThat(client.id()).isNotEmpty();
            assertOk(pusher.get("/users/77"), "{\"online\":true,\"connections\":1}");

            assertOk(pusher.post("/users/77/terminate_connections", "{}"), "{}");

            new Occupancy(peer).await("presence-library-users", 0);
            assertOk(pusher.get("/users/77"), "{\"online\":false,\"connections\":0}");
        }
    }

    @Test
    void wrong_credentials_are_told_in_the_answer() {
        Result wrongSecret =
                library(CanyonServers.APP_ID, CanyonServers.APP_KEY, "wrong").trigger("library-1", "shipped", 1);
        Result wrongKey =
                library(CanyonServers.APP_ID, "wrong", CanyonServers.APP_SECRET).trigger("library-1", "shipped", 1);
        Result wrongId = library("wrong", CanyonServers.APP_KEY, CanyonServers.APP_SECRET)
                .trigger("library-1", "shipped", 1);

        assertThat(wrongSecret.getHttpStatus()).isEqualTo(401);
        assertThat(wrongSecret.getMessage()).startsWith("{\"error\":\"auth_signature is wrong");
        assertThat(wrongKey.getHttpStatus()).isEqualTo(401);
        assertThat(wrongKey.getMessage())
                .isEqualTo("{\"error\":\"auth_key is not the key of the application with the id it-app\"}");
        assertThat(wrongId.getHttpStatus()).isEqualTo(404);
        assertThat(wrongId.getMessage()).isEqualTo("{\"error\":\"No application has the id wrong\"}");
    }

    private EchoClient joined(String channel) throws Exception {
        return joined(channel, TOKEN);
    }

    /** Returns when it has joined. */
    private EchoClient joined(String channel, String token) throws Exception {
        Occupancy occupancy = new Occupancy(peer);
        int others = occupancy.of(channel);
        EchoClient client = new SocketIoClient();
        client.connect(canyon.http(), "websocket");
        client.listenTo("shipped");
        client.subscribe(channel, token);
        occupancy.await(channel, others + 1);
        return client;
    }

    private static void assertOk(Result result, String body) {
        assertThat(result.getMessage()).isEqualTo(body);
        assertThat(result.getHttpStatus()).isEqualTo(200);
    }
}
