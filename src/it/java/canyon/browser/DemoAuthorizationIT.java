package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a browser: what stands in for Laravel's {@code /broadcasting/…} in development mode, and only there. */
@ExtendWith({CanyonServers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoAuthorizationIT {
    private static final String PATH = "broadcasting/auth";
    private static final String ALICE = "Bearer demo-alice";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI development;
    private final URI production;

    DemoAuthorizationIT(DemoServer demo, CanyonServer canyon) {
        this.development = demo.canyon().http().resolve(PATH);
        this.production = canyon.http().resolve(PATH);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer demo-alice, private-desk.alice, 200",
        "Bearer demo-bob, private-desk.alice, 403",
        "Bearer demo-bob, presence-lobby, 200",
        "Bearer alice, presence-lobby, 403",
        "none, presence-lobby, 403",
    })
    void a_token_says_who_asks_by_either_method(String token, String channel, int status) throws Exception {
        HttpResponse<String> posted = post(development, token, "channel_name=" + channel);
        HttpResponse<String> got = get(URI.create(development + "?channel_name=" + channel), token);

        assertThat(posted.statusCode()).isEqualTo(status);
        assertThat(posted.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(posted.body()).startsWith(status == 200 ? "" : "{\"message\":\"");
        assertThat(got.statusCode()).isEqualTo(status);
        assertThat(got.body()).isEqualTo(posted.body());
    }

    @Test
    void the_answer_has_the_form_of_the_redis_driver_unless_the_one_of_pusher_is_asked_for() throws Exception {
        URI pusher = URI.create(development + "?driver=pusher");

        assertThat(post(development, ALICE, "channel_name=private-desk.alice&socket_id=1.2")
                        .body())
                .isEqualTo("true");
        assertThat(post(development, ALICE, "channel_name=presence-lobby").body())
                .startsWith("{\"channel_data\":{\"user_id\":\"alice\",\"user_info\":{");
        assertThat(post(pusher, ALICE, "channel_name=private-desk.alice&socket_id=1.2")
                        .body())
                .matches("\\{\"auth\":\"canyon-key:[0-9a-f]{64}\"}");
        assertThat(post(pusher, ALICE, "channel_name=presence-lobby&socket_id=1.2")
                        .body())
                .startsWith("{\"auth\":\"canyon-key:")
                .contains(",\"channel_data\":\"{\\\"user_id\\\":\\\"alice\\\",");
        assertThat(post(pusher, ALICE, "channel_name=presence-lobby").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_user_is_signed_in_by_either_method() throws Exception {
        URI signIn = development.resolve("user-auth");
        HttpResponse<String> posted = post(signIn, ALICE, "socket_id=1.2");

        assertThat(posted.body())
                .matches("\\{\"auth\":\"canyon-key:[0-9a-f]{64}\",\"user_data\":\".*\"}")
                .contains("{\\\"id\\\":\\\"alice\\\",\\\"user_info\\\":{");
        assertThat(get(URI.create(signIn + "?socket_id=1.2"), ALICE).body()).isEqualTo(posted.body());
        assertThat(post(signIn, ALICE, "").statusCode()).isEqualTo(400);
        assertThat(post(signIn, "Bearer alice", "socket_id=1.2").statusCode()).isEqualTo(403);
        assertThat(post(signIn, ALICE, "socket_id=1.2&x=" + "x".repeat(9000)).statusCode())
                .isEqualTo(413);
        assertThat(post(production.resolve("user-auth"), ALICE, "socket_id=1.2").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_form_that_is_too_large_is_refused() throws Exception {
        HttpResponse<String> answer = post(development, ALICE, "channel_name=presence-lobby&x=" + "x".repeat(9000));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void outside_development_mode_nothing_answers() throws Exception {
        assertThat(post(production, ALICE, "channel_name=private-desk.alice").statusCode())
                .isEqualTo(404);
        assertThat(get(URI.create(production + "?channel_name=private-desk.alice"), ALICE)
                        .statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> post(URI address, String token, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", token)
                .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> get(URI address, String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address).header("Authorization", token));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
