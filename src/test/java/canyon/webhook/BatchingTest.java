package canyon.webhook;

import static canyon.webhook.WebhookScene.BATCH_EVENTS;
import static canyon.webhook.WebhookScene.BATCH_TIME;
import static canyon.webhook.WebhookScene.OTHER_URL;
import static canyon.webhook.WebhookScene.URL;
import static canyon.webhook.WebhookScene.everything;
import static canyon.webhook.WebhookScene.occupied;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.WebhookDelivery;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.webhook.RecordingCourier.Sent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchingTest {
    private final WebhookScene scene = new WebhookScene();

    @Test
    void the_events_of_a_moment_go_in_one_request_in_their_order() {
        scene.occupy("a");
        scene.pass(BATCH_TIME.minusMillis(1));
        scene.occupy("b");
        assertThat(scene.courier.take()).isEmpty();
        assertThat(scene.webhooks.nanosLeft()).isEqualTo(1_000_000);

        scene.pass(Duration.ofMillis(1));

        assertThat(scene.courier.takeOnly().post.body())
                .isEqualTo("{\"time_ms\":" + Time.START + ",\"events\":[" + occupied("a") + "," + occupied("b") + "]}");
    }

    @Test
    void many_events_do_not_wait() {
        for (int i = 0; i < BATCH_EVENTS + 1; i++) {
            scene.occupy("c" + i);
        }
        assertThat(scene.webhooks.nanosLeft()).isZero();

        scene.webhooks.deliverDue();

        assertThat(scene.courier.takeOnly().events()).contains("c0", "c9").doesNotContain("c10");
    }

    @Test
    void while_a_request_is_underway_no_other_one_is_sent() {
        scene.occupy("a");
        scene.pass(BATCH_TIME);
        Sent first = scene.courier.takeOnly();
        scene.occupy("b");
        scene.pass(BATCH_TIME);
        assertThat(scene.courier.take()).isEmpty();

        first.answer(204);
        scene.webhooks.deliverDue();

        assertThat(scene.courier.takeOnly().events()).isEqualTo(occupied("b"));
    }

    @Test
    void an_endpoint_that_does_not_answer_holds_no_other() {
        scene.configure(everything(URL), everything(OTHER_URL));
        scene.occupy("a");
        scene.pass(BATCH_TIME);
        scene.courier.takeOnly(OTHER_URL).answer(200);

        scene.occupy("b");
        scene.pass(BATCH_TIME);

        assertThat(scene.courier.takeOnly().post.url()).isEqualTo(OTHER_URL);
    }

    @Test
    void no_more_endpoints_are_called_at_once_than_configured_and_each_has_its_turn() {
        List<String> scopes = List.of("x", "y", "z");
        for (String scope : scopes) {
            scene.apps.put(WebhookScene.app(scope, "secret", everything(URL)));
            scene.events.occupied(new ChannelName(scope, scope));
        }
        scene.pass(BATCH_TIME);
        List<Sent> sent = scene.courier.take();
        assertThat(sent).extracting(Sent::events).containsExactly(occupied("x"), occupied("y"));
        assertThat(scene.webhooks.nanosLeft()).isEqualTo(WebhookScene.TIMEOUT.toNanos());

        scene.events.occupied(new ChannelName("x", "again"));
        scene.time.pass(BATCH_TIME);
        sent.get(0).answer(200);
        scene.webhooks.deliverDue();

        assertThat(scene.courier.takeOnly().events()).isEqualTo(occupied("z"));
    }

    @Test
    void large_events_go_in_requests_of_their_own() {
        WebhookScene large = new WebhookScene(new WebhookDelivery(
                BATCH_TIME,
                BATCH_EVENTS,
                WebhookScene.HOLD,
                WebhookScene.RETRY_TIME,
                WebhookScene.TIMEOUT,
                10_000_000,
                1));
        String data = "\"" + "x".repeat(200_000) + "\"";
        for (String event : List.of("client-1", "client-2")) {
            large.events.sent(new Broadcast(new ChannelName("private-a"), event, new JsonText(data), null));
        }

        large.webhooks.deliverDue();
        Sent first = large.courier.takeOnly();
        assertThat(first.events()).contains("client-1").doesNotContain("client-2");
        first.answer(200);
        large.pass(BATCH_TIME);

        assertThat(large.courier.takeOnly().events()).contains("client-2");
    }

    @Test
    void with_nothing_to_do_nothing_is_awaited() {
        assertThat(scene.webhooks.nanosLeft()).isEqualTo(Long.MAX_VALUE);
        scene.occupy("a");
        scene.told();

        assertThat(scene.webhooks.nanosLeft()).isEqualTo(Long.MAX_VALUE);
    }
}
