package canyon.webhook;

import static canyon.webhook.WebhookScene.BATCH_TIME;
import static canyon.webhook.WebhookScene.OTHER_URL;
import static canyon.webhook.WebhookScene.URL;
import static canyon.webhook.WebhookScene.everything;
import static canyon.webhook.WebhookScene.occupied;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.config.WebhookSettings;
import canyon.metrics.Drop;
import canyon.webhook.RecordingCourier.Sent;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is configured when a request is sent counts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangedApplicationTest {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final WebhookScene scene = new WebhookScene();

    @Test
    void a_request_is_sent_again_with_the_new_secret_and_the_new_headers() {
        Sent first = sent();
        App rotated = WebhookScene.app(
                "", "rotated", new WebhookSettings(URL, Set.of(), "", "", Map.of("Authorization", "new")));
        scene.apps.put(rotated);

        first.answer(401);
        scene.pass(PAUSE);

        Sent again = scene.courier.takeOnly();
        assertThat(again.post.body()).isEqualTo(first.post.body());
        assertThat(again.post.headers())
                .containsEntry("X-Pusher-Signature", rotated.sign(first.post.body()))
                .containsEntry("Authorization", "new");
    }

    @Test
    void the_queue_of_an_endpoint_that_was_removed_ends_and_that_is_no_loss() {
        Sent first = sent();
        scene.occupy("b");
        scene.configure(everything(OTHER_URL));

        first.answer(500);
        scene.pass(PAUSE);

        assertThat(scene.courier.take()).isEmpty();
        assertThat(scene.webhooks.nanosLeft()).isEqualTo(Long.MAX_VALUE);
        assertThat(scene.meters.droppedCount(Drop.WEBHOOK_UNDELIVERED)).isZero();
    }

    @Test
    void a_request_to_an_endpoint_that_was_removed_still_ends_in_time() {
        Sent first = sent();
        scene.configure();

        scene.pass(WebhookScene.TIMEOUT);

        assertThat(first.isCancelled()).isTrue();
        assertThat(scene.webhooks.nanosLeft()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void what_was_held_for_an_application_that_is_gone_is_forgotten() {
        scene.events.vacated(WebhookScene.ORDERS);
        scene.apps.remove("");

        scene.pass(WebhookScene.HOLD);

        assertThat(scene.told()).isEmpty();
        assertThat(scene.webhooks.nanosLeft()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_new_endpoint_is_told_from_then_on() {
        scene.configure(everything(OTHER_URL));
        scene.occupy("b");
        scene.pass(BATCH_TIME);

        assertThat(scene.courier.takeOnly(OTHER_URL).events()).isEqualTo(occupied("b"));
    }

    private Sent sent() {
        scene.occupy("a");
        scene.pass(BATCH_TIME);
        return scene.courier.takeOnly();
    }
}
