package canyon.webhook;

import static canyon.webhook.WebhookScene.HOLD;
import static canyon.webhook.WebhookScene.ORDERS;
import static canyon.webhook.WebhookScene.ROOM;
import static canyon.webhook.WebhookScene.member;
import static canyon.webhook.WebhookScene.occupied;
import static canyon.webhook.WebhookScene.vacated;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.WebhookDelivery;
import canyon.message.ChannelName;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Pusher's "Webhook request delay". */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HoldingTest {
    private static final Duration NEARLY = HOLD.minusMillis(200);

    private final WebhookScene scene = new WebhookScene();

    @Test
    void an_end_is_told_after_three_seconds_and_not_before() {
        scene.events.vacated(ORDERS);
        scene.pass(NEARLY);
        assertThat(scene.told()).isEmpty();

        scene.pass(Duration.ofMillis(200));
        assertThat(scene.told()).isEqualTo(vacated("orders"));
    }

    @Test
    void nobody_is_told_of_a_channel_that_is_vacated_and_occupied_again() {
        scene.events.vacated(ORDERS);
        scene.pass(NEARLY);
        scene.events.occupied(ORDERS);
        scene.pass(HOLD);

        assertThat(scene.told()).isEmpty();
    }

    @Test
    void nobody_is_told_of_a_member_that_leaves_and_returns() {
        scene.events.left(ROOM, member("5"));
        scene.pass(NEARLY);
        scene.events.joined(ROOM, member("\"5\""));
        scene.pass(HOLD);

        assertThat(scene.told()).isEmpty();
    }

    @Test
    void another_member_is_no_return() {
        scene.events.left(ROOM, member("1"));
        scene.events.vacated(ROOM);
        scene.events.occupied(ROOM);
        scene.events.joined(ROOM, member("2"));
        assertThat(scene.told())
                .isEqualTo("{\"name\":\"member_added\",\"channel\":\"presence-room\",\"user_id\":\"2\"}");

        scene.pass(HOLD);
        assertThat(scene.told())
                .isEqualTo("{\"name\":\"member_removed\",\"channel\":\"presence-room\",\"user_id\":\"1\"}");
    }

    @Test
    void a_channel_of_the_same_name_in_another_application_is_no_return() {
        scene.apps.put(WebhookScene.app("shop", "other", WebhookScene.everything(WebhookScene.OTHER_URL)));

        scene.events.vacated(ORDERS);
        scene.events.occupied(new ChannelName("shop", "orders"));
        assertThat(scene.told()).isEqualTo(occupied("orders"));
        scene.pass(HOLD);

        assertThat(scene.told()).isEqualTo(vacated("orders"));
    }

    @Test
    void after_a_return_the_next_end_is_held_anew() {
        scene.events.vacated(ORDERS);
        scene.pass(NEARLY);
        scene.events.occupied(ORDERS);
        scene.events.vacated(ORDERS);
        scene.pass(NEARLY);
        assertThat(scene.told()).isEmpty();

        scene.pass(HOLD);
        assertThat(scene.told()).isEqualTo(vacated("orders"));
    }

    @Test
    void a_late_return_is_told() {
        scene.events.vacated(ORDERS);
        scene.pass(HOLD);
        scene.events.occupied(ORDERS);

        assertThat(scene.told()).isEqualTo(vacated("orders") + "," + occupied("orders"));
    }

    @Test
    void without_a_hold_everything_is_told_at_once() {
        WebhookScene hasty = new WebhookScene(new WebhookDelivery(
                WebhookScene.BATCH_TIME, 10, Duration.ZERO, WebhookScene.RETRY_TIME, WebhookScene.TIMEOUT, 100_000, 1));

        hasty.events.vacated(ORDERS);
        hasty.events.occupied(ORDERS);

        assertThat(hasty.told()).isEqualTo(vacated("orders") + "," + occupied("orders"));
    }

    @Test
    void more_than_can_be_held_are_told_early() {
        HeldEvents held = new HeldEvents(HOLD);
        for (int i = 0; i <= HeldEvents.MAX_COUNT; i++) {
            ChannelName channel = new ChannelName("orders." + i);
            held.hold(new Absence(channel, null), WebhookEvent.of(EventName.CHANNEL_VACATED, channel), 0);
        }

        assertThat(held.nanosLeft(0)).isZero();
        assertThat(held.takeDue(0)).extracting(event -> event.channel().text()).containsExactly("orders.0");
        assertThat(held.nanosLeft(0)).isEqualTo(HOLD.toNanos());
    }
}
