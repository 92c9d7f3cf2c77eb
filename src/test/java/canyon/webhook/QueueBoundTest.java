package canyon.webhook;

import static canyon.webhook.WebhookScene.BATCH_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.metrics.Drop;
import canyon.webhook.RecordingCourier.Sent;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueBoundTest {
    private final WebhookScene scene = new WebhookScene();

    @Test
    void over_the_bound_the_oldest_events_are_given_up_and_counted() {
        scene.occupy("underway");
        scene.pass(BATCH_TIME);
        Sent underway = scene.courier.takeOnly();
        for (int i = 0; i < 1000; i++) {
            scene.occupy("c" + i);
        }
        long dropped = scene.meters.droppedCount(Drop.WEBHOOK_OVERFLOW);
        assertThat(dropped).isBetween(600L, 800L);

        underway.answer(200);
        scene.webhooks.deliverDue();

        assertThat(scene.courier.takeOnly().events()).startsWith(WebhookScene.occupied("c" + dropped));
    }

    @Test
    void what_comes_back_after_a_failure_is_the_oldest() {
        scene.occupy("underway");
        scene.pass(BATCH_TIME);
        Sent underway = scene.courier.takeOnly();
        for (int i = 0; i < 1000; i++) {
            scene.occupy("c" + i);
        }
        long dropped = scene.meters.droppedCount(Drop.WEBHOOK_OVERFLOW);

        underway.answer(500);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.meters.droppedCount(Drop.WEBHOOK_OVERFLOW)
                        + scene.meters.droppedCount(Drop.WEBHOOK_UNDELIVERED))
                .isEqualTo(dropped + 1);
        assertThat(scene.courier.takeOnly().events()).startsWith(WebhookScene.occupied("c" + dropped));
    }

    @Test
    void the_log_is_told_once_of_each_outage() {
        Outage outage = new Outage(new Endpoint("shop", WebhookScene.URL), Duration.ofMinutes(5));
        outage.failed("status 500");
        outage.failed("status 502");
        outage.lost(3);
        outage.lost(4);
        assertThat(outage.takeNews())
                .satisfiesExactly(
                        line -> assertThat(line.text()).contains("status 500"),
                        line -> assertThat(line.text()).contains("loses events"));

        outage.over();
        outage.over();
        assertThat(outage.takeNews())
                .singleElement()
                .extracting(Outage.News::text)
                .asString()
                .contains("lost were 7");

        outage.failed("status 503");
        assertThat(outage.takeNews())
                .singleElement()
                .extracting(Outage.News::text)
                .asString()
                .contains("status 503");
    }

    @Test
    void a_success_without_an_outage_is_no_news() {
        Outage outage = new Outage(new Endpoint("", WebhookScene.URL), Duration.ofMinutes(5));

        outage.lost(0);
        outage.over();

        assertThat(outage.takeNews()).isEmpty();
    }

    @Test
    void the_log_is_not_told_what_a_url_hides() {
        URI secret = URI.create("https://user:password@hooks.example:444/key?token=secret");

        assertThat(new Endpoint("", secret))
                .hasToString("https://hooks.example:444 (webhook of the default application)");
    }
}
