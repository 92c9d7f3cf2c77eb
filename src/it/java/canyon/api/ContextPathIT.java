package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import canyon.wire.RoundTrip;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pusher's API of a WAR that is deployed at /canyon, in development mode, with three applications of a file. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContextPathIT {
    private static final String APPS = """
            [{"id":"shop","key":"shop-key","secret":"shop-secret","apiKey":"shop-api-key"},
             {"id":"slow","key":"slow-key","secret":"slow-secret",
              "maxBackendEventsPerSecond":1,"maxReadRequestsPerSecond":1},
             {"id":"closed","key":"closed-key","secret":"closed-secret","apiKey":"closed-api-key","enabled":false}]
            """;

    private static final String EVENT = "{\"name\":\"X\",\"data\":\"%d\",\"channel\":\"news\"}";

    private CanyonServer canyon;
    private Peer peer;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("apps.json"), APPS);
        canyon = CanyonServer.startAt(
                "/canyon",
                Map.of("canyon.dev", "true", "canyon.api.prefix", "/ws", "canyon.apps.file", file.toString()));
        peer = Peer.of(canyon);
    }

    @AfterAll
    void stop() {
        canyon.close();
    }

    private SignedApi api(String id) {
        return new SignedApi(peer, "/canyon", SignedApi.app(id, id + "-key", id + "-secret"));
    }

    /** Without: PHP's library, whose option {@code path} is {@code /canyon/}. */
    @ParameterizedTest
    @ValueSource(strings = {"/apps/shop/events", "/canyon/apps/shop/events", "/ws/apps/shop/events"})
    void the_path_may_be_signed_with_and_without_what_stands_in_front_of_it(String signed) throws IOException {
        HttpAnswer answer = api("shop").post("/events", EVENT.formatted(1), signed);

        assertThat(answer.body()).isEqualTo("{}");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void in_development_mode_a_wrong_signature_learns_what_should_have_been_signed() throws IOException {
        HttpAnswer answer = api("shop").post("/events", EVENT.formatted(1), "/other/apps/shop/events");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(ApiAnswer.object(answer.body()).getString("error"))
                .contains("expected to be signed:\nPOST\n/canyon/apps/shop/events\nauth_key=shop-key&auth_timestamp=")
                .contains("\nor\nPOST\n/apps/shop/events\nauth_key=shop-key&")
                .contains("\nor\nPOST\n/ws/apps/shop/events\nauth_key=shop-key&");
    }

    @Test
    void applications_do_not_hear_each_other() throws IOException {
        try (RawWebSocket ours = joined("canyon-key");
                RawWebSocket theirs = joined("shop-key")) {
            api("shop").post("/events", EVENT.formatted(1));
            unsigned("shop", "shop-api-key", EVENT.formatted(2));
            api("canyon").post("/events", EVENT.formatted(3));
            unsigned("canyon", "canyon-api-key", EVENT.formatted(4));

            assertThat(theirs.receive()).hasToString("42[\"X\",\"news\",1]");
            assertThat(theirs.receive()).hasToString("42[\"X\",\"news\",2]");
            assertThat(ours.receive()).hasToString("42[\"X\",\"news\",3]");
            assertThat(ours.receive()).hasToString("42[\"X\",\"news\",4]");
            RoundTrip.on(theirs);
            assertThat(api("shop").get("/connections").body()).isEqualTo("{\"connections\":1}");
            assertThat(api("slow").get("/channels").body()).isEqualTo("{\"channels\":{}}");
            assertThat(api("shop").get("/channels").body()).isEqualTo("{\"channels\":{\"news\":{}}}");
        }
    }

    private RawWebSocket joined(String key) throws IOException {
        RawWebSocket client = peer.webSocket("/canyon/socket.io/?EIO=4&transport=websocket&appKey=" + key);
        assertThat(client.receive().text()).startsWith("0{");
        client.send("40");
        assertThat(client.receive().text()).startsWith("40{");
        client.send("42[\"subscribe\",{\"channel\":\"news\"}]");
        RoundTrip.on(client);
        return client;
    }

    private void unsigned(String id, String apiKey, String body) throws IOException {
        HttpAnswer answer = peer.call(
                        "POST", "/canyon/apps/" + id + "/events", Map.of("Authorization", "Bearer " + apiKey), body)
                .answer();
        assertThat(answer.body()).isEqualTo("{\"message\":\"ok\"}");
    }

    @Test
    void a_key_of_another_application_opens_nothing() throws IOException {
        SignedApi mixed = new SignedApi(peer, "/canyon", SignedApi.app("shop", "slow-key", "slow-secret"));

        HttpAnswer answer = mixed.post("/events", EVENT.formatted(1));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("auth_key is not the key of the application with the id shop");
    }

    @Test
    void whoever_publishes_or_reads_too_often_is_told_when_to_come_again() throws IOException {
        String crowd = "{\"name\":\"X\",\"data\":\"1\",\"channels\":[\"a\",\"b\",\"c\"]}";
        assertThat(api("slow").post("/events", crowd).status()).isEqualTo(200);

        HttpAnswer answer = api("slow").post("/events", EVENT.formatted(1));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body())
                .startsWith("{\"error\":\"The application may publish 1 events a second,")
                .contains("(maxBackendEventsPerSecond)");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 3);
    }

    @Test
    void an_application_that_is_disabled_says_so_to_those_who_know_its_secret() throws IOException {
        SignedApi stranger = new SignedApi(peer, "/canyon", SignedApi.app("closed", "closed-key", "guess"));

        HttpAnswer own = api("closed").get("/channels");
        HttpAnswer guessed = stranger.get("/channels");

        assertThat(own.body()).isEqualTo("{\"error\":\"The application is disabled\"}");
        assertThat(own.status()).isEqualTo(403);
        assertThat(guessed.body()).startsWith("{\"error\":\"auth_signature is wrong");
        assertThat(guessed.status()).isEqualTo(401);
    }

    @Test
    void what_only_pushers_api_has_must_be_signed() throws IOException {
        for (String route : new String[] {"/connections", "/users/1"}) {
            HttpAnswer answer = peer.call(
                            "GET", "/canyon/apps/shop" + route, Map.of("Authorization", "Bearer shop-api-key"), "")
                    .answer();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"This request must be signed: auth_signature is missing\"}");
        }
    }
}
