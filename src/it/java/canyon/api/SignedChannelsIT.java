package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Await;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.LaravelApp;
import canyon.wire.HttpAnswer;
import canyon.wire.Occupancy;
import canyon.wire.Peer;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Pusher's API of the packaged WAR tells of channels, users and connections. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedChannelsIT {
    private final Peer peer;
    private final SignedApi api;

    /** @param app lets the audience in */
    SignedChannelsIT(CanyonServer canyon, LaravelApp app) {
        assertThat(app.uri()).isNotNull();
        peer = Peer.of(canyon);
        api = new SignedApi(peer);
    }

    @Test
    void channels_have_the_attributes_that_are_asked_for() throws IOException {
        try (Audience audience = new Audience(peer)) {
            audience.join("presence-asked", 1);
            audience.join("presence-asked", 1);
            audience.join("asked", 2);

            assertTold(
                    api.get("/channels", Map.of("filter_by_prefix", "presence-asked")),
                    "{\"channels\":{\"presence-asked\":{}}}");
            assertTold(
                    api.get("/channels", Map.of("filter_by_prefix", "presence-asked", "info", "user_count")),
                    "{\"channels\":{\"presence-asked\":{\"user_count\":1}}}");
            assertTold(api.get("/channels/asked"), "{\"occupied\":true}");
            assertTold(
                    api.get("/channels/asked", Map.of("info", "subscription_count")),
                    "{\"occupied\":true,\"subscription_count\":1}");
            assertTold(api.get("/channels/presence-asked/users"), "{\"users\":[{\"id\":\"1\"}]}");
        }
        new Occupancy(peer).await("presence-asked", 0);
        // The members of all nodes are in Redis, which hears of it a moment later.
        Await.until(() -> assertTold(api.get("/channels/presence-asked/users"), "{\"users\":[]}"));
        assertTold(api.get("/channels", Map.of("filter_by_prefix", "presence-asked")), "{\"channels\":{}}");
    }

    @Test
    void a_cache_channel_shows_its_last_event() throws IOException {
        assertTold(api.get("/channels/cache-shown", Map.of("info", "cache")), "{\"occupied\":false,\"cache\":null}");

        api.post("/events", "{\"name\":\"X\",\"data\":\"{\\\"n\\\": 1}\",\"channel\":\"cache-shown\"}");

        // An event is kept when it is its turn, which the answer does not wait for.
        Await.until(() -> assertThat(api.get("/channels/cache-shown", Map.of("info", "cache"))
                        .body())
                .matches("\\{\"occupied\":false,\"cache\":\\{\"data\":\"\\{\\\\\"n\\\\\": 1}\",\"ttl\":35\\d\\d}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/channels|user_count|info=user_count is only possible with filter_by_prefix=presence-",
                "/channels|cache|info may hold user_count, subscription_count, got cache",
                "/channels/news|user_count|The channel \\\"news\\\" has no user_count",
                "/channels/news|cache|The channel \\\"news\\\" has no cache",
                "/channels/news|members|info may hold user_count, subscription_count, cache, got members",
                "/channels/a:b||The channel name \\\"a:b\\\" must consist of letters, digits and _ - = @ , . ;"
                        + " and may begin with #",
                "/channels/news/users||User list is only possible for Presence Channels"
            })
    void what_cannot_be_told_is_refused(String route, String info, String error) throws IOException {
        HttpAnswer answer = api.get(route, info == null ? Map.of() : Map.of("info", info));

        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        ApiAnswer.assertJson(answer);
    }

    @Test
    void connections_of_the_application_are_counted() throws IOException {
        try (Audience audience = new Audience(peer)) {
            audience.join("counted", 1);
            audience.join("counted", 2);

            int count = ApiAnswer.object(api.get("/connections").body()).getInt("connections");
            assertThat(count).isGreaterThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"terminate_connections", "force_reconnect"})
    void the_connections_of_a_user_are_closed_and_no_others(String action) throws IOException {
        String channel = "presence-closed-by-" + action;
        try (Audience audience = new Audience(peer)) {
            audience.join(channel, 91);
            audience.join(channel, 91);
            audience.join(channel, 92);
            assertTold(api.get("/users/91"), "{\"online\":true,\"connections\":2}");

            assertTold(api.post("/users/91/" + action, "{}"), "{}");

            new Occupancy(peer).await(channel, 1);
            assertTold(api.get("/users/91"), "{\"online\":false,\"connections\":0}");
            assertTold(api.get("/users/92"), "{\"online\":true,\"connections\":1}");
        }
        // The next case counts who is there.
        new Occupancy(peer).await(channel, 0);
    }

    @Test
    void a_user_without_connections_is_offline_and_closing_none_is_no_mistake() throws IOException {
        assertTold(api.get("/users/nobody"), "{\"online\":false,\"connections\":0}");
        assertTold(api.post("/users/nobody/terminate_connections", ""), "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connections", "/users/1", "/channels/news", "/status"})
    void head_is_get_without_a_body(String route) throws IOException {
        HttpAnswer answer = api.send("HEAD", route, Map.of(), "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    private static void assertTold(HttpAnswer answer, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(200);
        ApiAnswer.assertJson(answer);
    }
}
