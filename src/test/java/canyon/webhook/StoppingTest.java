package canyon.webhook;

import static canyon.webhook.WebhookScene.occupied;
import static canyon.webhook.WebhookScene.vacated;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.activity.Activity;
import canyon.config.WebhookDelivery;
import canyon.metrics.Drop;
import canyon.webhook.RecordingCourier.Sent;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class StoppingTest {
    private final WebhookScene scene = new WebhookScene();

    @Test
    void what_waits_is_sent_once() throws Exception {
        scene.occupy("a");
        scene.events.vacated(WebhookScene.ORDERS);
        Thread thread = started();
        Thread stopping = new Thread(scene.webhooks::stop);
        stopping.start();

        Sent last = scene.courier.await();
        assertThat(last.events()).isEqualTo(occupied("a") + "," + vacated("orders"));
        last.answer(500);

        thread.join();
        stopping.join();
        assertThat(scene.courier.take()).isEmpty();
        assertThat(scene.courier.isClosed()).isTrue();
        assertThat(scene.meters.droppedCount(Drop.WEBHOOK_UNDELIVERED)).isEqualTo(2);
    }

    @Test
    void an_endpoint_that_paused_has_its_chance_at_once() throws Exception {
        scene.occupy("a");
        scene.pass(WebhookScene.BATCH_TIME);
        scene.courier.takeOnly().answer(500);
        Thread thread = started();

        scene.webhooks.hurry();
        scene.courier.await().answer(200);

        thread.join();
        assertThat(scene.meters.droppedCount(Drop.WEBHOOK_UNDELIVERED)).isZero();
    }

    @Test
    void its_thread_sleeps_until_there_is_something_to_do() throws Exception {
        Webhooks real = new Webhooks(
                new WebhookDelivery(
                        WebhookScene.BATCH_TIME,
                        10,
                        Duration.ofMillis(10),
                        WebhookScene.RETRY_TIME,
                        WebhookScene.TIMEOUT,
                        100_000,
                        1),
                scene.apps,
                new Webhooks.Observation(scene.meters, Activity.unwatched()),
                scene.courier,
                Clock.systemUTC(),
                System::nanoTime);
        WebhookEvents events = new WebhookEvents(scene.apps, real, System::nanoTime);
        Thread thread = new Thread(real);
        thread.start();

        for (int i = 0; i < 5; i++) {
            awaitSleep(thread);
            events.occupied(WebhookScene.ORDERS);
            Sent occupied = scene.courier.await();
            assertThat(occupied.events()).isEqualTo(occupied("orders"));
            occupied.answer(200);
            awaitSleep(thread);
            events.vacated(WebhookScene.ORDERS);
            Sent vacated = scene.courier.await();
            assertThat(vacated.events()).isEqualTo(vacated("orders"));
            vacated.answer(200);
        }
        real.stop();
        thread.join();
    }

    private static void awaitSleep(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void with_nothing_to_send_it_ends_at_once() throws Exception {
        Thread thread = started();

        scene.webhooks.stop();

        thread.join();
        assertThat(scene.courier.isClosed()).isTrue();
    }

    @Test
    void an_answer_is_not_awaited_for_ever() throws Exception {
        scene.occupy("a");
        scene.pass(WebhookScene.BATCH_TIME);
        Sent unanswered = scene.courier.takeOnly();
        Thread thread = started();

        scene.webhooks.hurry();
        thread.interrupt();

        thread.join();
        assertThat(unanswered.isCancelled()).isTrue();
        assertThat(scene.meters.droppedCount(Drop.WEBHOOK_UNDELIVERED)).isEqualTo(1);
    }

    @Test
    void after_the_end_nothing_is_taken() throws Exception {
        Thread thread = started();
        scene.webhooks.stop();
        thread.join();

        scene.occupy("a");
        scene.webhooks.deliverDue();

        assertThat(scene.courier.take()).isEmpty();
    }

    /** Its thread, whose time passes only where a test says so: it wakes up when it is told to. */
    private Thread started() {
        Thread thread = new Thread(scene.webhooks);
        thread.start();
        return thread;
    }
}
