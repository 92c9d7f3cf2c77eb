package canyon.webhook;

import static canyon.webhook.WebhookScene.URL;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.WebhookSettings;
import canyon.http.HttpPost;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SigningTest {
    private final WebhookScene scene = new WebhookScene();

    /** Computed with {@code printf '%s' "$body" | openssl dgst -sha256 -hmac secret}. */
    @Test
    void the_body_is_signed_with_the_secret_of_the_application() {
        scene.occupy("Zoë");

        HttpPost post = sent();

        assertThat(post.body())
                .isEqualTo(
                        "{\"time_ms\":1327078148132,\"events\":[{\"name\":\"channel_occupied\",\"channel\":\"Zoë\"}]}");
        assertThat(post.type()).isEqualTo("application/json");
        assertThat(post.headers())
                .isEqualTo(Map.of(
                        "X-Pusher-Key",
                        "key",
                        "X-Pusher-Signature",
                        "185f016dd861f46e1a71cdb76cac17a2608e06a3140a585424af31c2ba73cd87"));
    }

    @Test
    void configured_headers_are_sent_too_but_do_not_replace_what_pusher_sends() {
        Map<String, String> headers = Map.of(
                "Authorization", "Bearer abc",
                "x-pusher-key", "mine",
                "X-PUSHER-SIGNATURE", "mine",
                "content-type", "text/plain",
                "Content-Length", "1",
                "Host", "elsewhere",
                "Transfer-Encoding", "chunked");
        scene.configure(new WebhookSettings(URL, Set.of(), "", "", headers));
        scene.occupy("orders");

        HttpPost post = sent();

        assertThat(post.type()).isEqualTo("application/json");
        assertThat(post.headers())
                .containsOnlyKeys("Authorization", "X-Pusher-Key", "X-Pusher-Signature")
                .containsEntry("Authorization", "Bearer abc")
                .containsEntry("X-Pusher-Key", "key")
                .doesNotContainValue("mine");
    }

    private HttpPost sent() {
        scene.pass(WebhookScene.BATCH_TIME);
        return scene.courier.takeOnly().post;
    }
}
