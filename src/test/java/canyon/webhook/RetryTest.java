package canyon.webhook;

import static canyon.webhook.WebhookScene.BATCH_TIME;
import static canyon.webhook.WebhookScene.TIMEOUT;
import static canyon.webhook.WebhookScene.occupied;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.metrics.Drop;
import canyon.webhook.RecordingCourier.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RetryTest {
    private final WebhookScene scene = new WebhookScene();

    @ParameterizedTest
    @ValueSource(ints = {100, 199, 300, 302, 400, 401, 404, 429, 500, 503, 999})
    void any_answer_but_success_is_a_failure(int status) {
        Sent first = sent("a");

        first.answer(status);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.courier.takeOnly().post.body()).isEqualTo(first.post.body());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void after_a_success_nothing_is_sent_again(int status) {
        sent("a").answer(status);
        scene.pass(Duration.ofMinutes(5));

        assertThat(scene.courier.take()).isEmpty();
    }

    @Test
    void no_answer_at_all_is_a_failure() {
        sent("a").fail();
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.courier.takeOnly().events()).isEqualTo(occupied("a"));
    }

    @Test
    void an_answer_that_takes_too_long_is_awaited_no_longer_and_counts_no_more() {
        Sent slow = sent("a");
        scene.pass(TIMEOUT.minusMillis(1));
        assertThat(slow.isCancelled()).isFalse();
        scene.pass(Duration.ofMillis(1));
        assertThat(slow.isCancelled()).isTrue();

        slow.answer(200);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.courier.takeOnly().events()).isEqualTo(occupied("a"));
    }

    @Test
    void pauses_grow_until_the_event_is_given_up_and_counted() {
        List<Long> seconds = new ArrayList<>();
        sent("a").answer(500);
        for (long second = 1; second <= 600; second++) {
            scene.pass(Duration.ofSeconds(1));
            for (Sent again : scene.courier.take()) {
                seconds.add(second);
                again.answer(500);
            }
        }

        assertThat(seconds).containsExactly(1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L, 243L, 303L);
        assertThat(scene.meters.droppedCount(Drop.WEBHOOK_UNDELIVERED)).isEqualTo(1);
    }

    @Test
    void what_came_during_an_outage_follows_in_its_order() {
        sent("a").answer(500);
        scene.occupy("b");
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.courier.takeOnly().events()).isEqualTo(occupied("a") + "," + occupied("b"));
    }

    @Test
    void during_an_outage_only_what_is_old_enough_is_given_up() {
        sent("a").answer(500);
        for (int i = 0; i < 8; i++) {
            scene.pass(Duration.ofMinutes(1));
            scene.courier.take().forEach(again -> again.answer(500));
            if (i == 3) {
                scene.occupy("b");
            }
        }
        assertThat(scene.meters.droppedCount(Drop.WEBHOOK_UNDELIVERED)).isEqualTo(1);

        scene.pass(Duration.ofMinutes(1));

        Sent late = scene.courier.takeOnly();
        assertThat(late.events()).isEqualTo(occupied("b"));
        assertThat(late.post.body()).contains("\"time_ms\":" + (Time.START + BATCH_TIME.toMillis() + 240_000));
    }

    @Test
    void after_a_success_the_next_pause_is_a_short_one_again() {
        sent("a").answer(500);
        scene.pass(Duration.ofSeconds(1));
        scene.courier.takeOnly().answer(500);
        scene.pass(Duration.ofSeconds(2));
        scene.courier.takeOnly().answer(200);

        sent("b").answer(500);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.courier.takeOnly().events()).isEqualTo(occupied("b"));
    }

    private Sent sent(String channel) {
        scene.occupy(channel);
        scene.pass(BATCH_TIME);
        return scene.courier.takeOnly();
    }
}
