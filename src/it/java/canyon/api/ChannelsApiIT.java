package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.AuthAnswer;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.LaravelApp;
import canyon.wire.HttpAnswer;
import canyon.wire.Occupancy;
import canyon.wire.Peer;
import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who listens to what, as the packaged WAR tells it; the answers are those of laravel-echo-server 1.6.3. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelsApiIT {
    private static final String CHANNELS = "/apps/" + CanyonServers.APP_ID + "/channels";
    private static final String NOT_PRESENCE = "{\"error\":\"User list is only possible for Presence Channels\"}";

    private final Peer peer;
    private final LaravelApp app;

    ChannelsApiIT(CanyonServer canyon, LaravelApp app) {
        this.peer = Peer.of(canyon);
        this.app = app;
    }

    @Test
    void channels_are_told_by_prefix_with_how_many_connections_are_in_each() throws IOException {
        try (Audience audience = new Audience(peer)) {
            audience.join("told-news", 1);
            audience.join("told-news", 2);
            audience.join("told-more", 1);

            assertThat(told("?filter_by_prefix=told-"))
                    .isEqualTo("{\"channels\":{\"told-more\":{\"subscription_count\":1,\"occupied\":true},"
                            + "\"told-news\":{\"subscription_count\":2,\"occupied\":true}}}");
            assertThat(told("?filter_by_prefix=told-m&info=user_count"))
                    .isEqualTo("{\"channels\":{\"told-more\":{\"subscription_count\":1,\"occupied\":true}}}");
            assertThat(told("")).contains("\"told-news\":{").contains("\"told-more\":{");
            assertThat(told("?filter_by_prefix=")).contains("\"told-news\":{");
        }
        new Occupancy(peer).await("told-news", 0);
        assertThat(told("?filter_by_prefix=told-n")).isEqualTo("{\"channels\":{}}");
    }

    @Test
    void a_presence_channel_has_users_who_are_fewer_than_its_connections() throws IOException {
        try (Audience audience = new Audience(peer)) {
            audience.join("presence-told", 1);
            audience.join("presence-told", 1);
            audience.join("presence-told", 2);

            assertThat(told("/presence-told"))
                    .isEqualTo("{\"subscription_count\":3,\"occupied\":true,\"user_count\":2}");
            assertThat(told("/presence-told/users"))
                    .isEqualTo("{\"users\":[{\"id\":\"1\",\"user_info\":{\"name\":\"User 1\",\"emoji\":\"🦊\"}},"
                            + "{\"id\":\"2\",\"user_info\":{\"name\":\"User 2\",\"emoji\":\"🦊\"}}]}");
        }
        new Occupancy(peer).await("presence-told", 0);
        assertThat(told("/presence-told/users")).isEqualTo("{\"users\":[]}");
    }

    @Test
    void users_are_told_as_laravel_wrote_them() throws IOException {
        app.answers(
                "presence-written",
                AuthAnswer.of(
                        200,
                        "{\"channel_data\":{\"user_info\":{\"n\":1.0,\"e\":\"\\u00e9\"},"
                                + "\"user_id\":12345678901234567890}}"));
        try (Audience audience = new Audience(peer)) {
            audience.join("presence-written", 1);
            audience.join("presence-nouser", 5);

            assertThat(told("/presence-written/users"))
                    .isEqualTo("{\"users\":[{\"id\":12345678901234567890,"
                            + "\"user_info\":{\"n\":1.0,\"e\":\"\\u00e9\"}}]}");
            assertThat(told("/presence-nouser/users"))
                    .isEqualTo("{\"users\":[{\"user_info\":{\"name\":\"User 5\",\"emoji\":\"🦊\"}}]}");
        }
    }

    @Test
    void a_connection_without_member_data_is_no_user() throws IOException {
        try (Audience audience = new Audience(peer)) {
            audience.join("presence-boolmember", 1);

            assertThat(told("/presence-boolmember"))
                    .isEqualTo("{\"subscription_count\":1,\"occupied\":true,\"user_count\":0}");
            assertThat(told("/presence-boolmember/users")).isEqualTo("{\"users\":[]}");
        }
    }

    @Test
    void a_channel_that_nobody_is_in_is_told_as_well() throws IOException {
        assertThat(told("/nobody")).isEqualTo("{\"subscription_count\":0,\"occupied\":false}");
        assertThat(told("/PresenceChannelUpdated")).isEqualTo("{\"subscription_count\":0,\"occupied\":false}");
        assertThat(told("/presence-nobody"))
                .isEqualTo("{\"subscription_count\":0,\"occupied\":false,\"user_count\":0}");
        assertThat(told("/presence-nobody/users")).isEqualTo("{\"users\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/news/users", "/private-p/users", "/my-presence-r/users", "/users/users"})
    void other_channels_have_no_users(String path) throws IOException {
        HttpAnswer answer = get(path);

        assertThat(answer.status()).isEqualTo(400);
        ApiAnswer.assertJson(answer);
        assertThat(answer.body()).isEqualTo(NOT_PRESENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/news", "/presence-r", "/presence-r/users", "/news/users", "/a;b"})
    void head_is_get_without_a_body(String path) throws IOException {
        HttpAnswer full = get(path);

        HttpAnswer head =
                peer.call("HEAD", CHANNELS + path, ApiAnswer.AUTHORIZED, "").answer();

        assertThat(head.status()).isEqualTo(full.status());
        ApiAnswer.assertJson(head);
        assertThat(head.body()).isEmpty();
    }

    private String told(String path) throws IOException {
        HttpAnswer answer = get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        ApiAnswer.assertJson(answer);
        return answer.body();
    }

    private HttpAnswer get(String path) throws IOException {
        return peer.call("GET", CHANNELS + path, ApiAnswer.AUTHORIZED, "").answer();
    }
}
