package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.broker.Broker;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What is published on several nodes at the same time. */
class ClusterBrokerTest extends TestCluster {
    private final List<String> here = new CopyOnWriteArrayList<>();
    private final List<String> there = new CopyOnWriteArrayList<>();
    private final CountDownLatch isFirstUnderWay = new CountDownLatch(1);
    private final CountDownLatch mayFirstGoOn = new CountDownLatch(1);
    private final TestNode one = node();
    private final Broker broker = one.cluster.broker(new Broker() {
        @Override
        public void publish(Broadcast broadcast) throws InterruptedException {
            if (broadcast.event().equals("first")) {
                isFirstUnderWay.countDown();
                mayFirstGoOn.await();
            }
            here.add(broadcast.event());
        }

        @Override
        public boolean offer(Broadcast broadcast) {
            return here.add(broadcast.event());
        }
    });

    @Test
    void what_is_published_at_the_same_time_has_one_order_on_all_nodes() throws Exception {
        oneHears();
        Thread first = new Thread(publishing("first", ORDERS));
        first.start();
        isFirstUnderWay.await();
        Thread second = new Thread(publishing("second", ORDERS));
        second.start();
        // Without an order it would be through by now.
        await(() -> second.getState() == Thread.State.WAITING || !second.isAlive());
        mayFirstGoOn.countDown();
        first.join();
        second.join();

        assertThat(here).containsExactly("first", "second");
        assertThat(there).containsExactly("first", "second");
    }

    @Test
    void a_channel_that_has_no_room_keeps_no_other_and_no_client_waiting() throws Exception {
        oneHears();
        FutureTask<Void> full = publishing("first", ORDERS);
        Thread waiting = new Thread(full);
        waiting.start();
        isFirstUnderWay.await();

        publishing("second", new ChannelName("news")).run();
        assertThat(broker.offer(event("whisper", ORDERS))).isTrue();
        assertThat(here).containsExactly("second", "whisper");
        waiting.interrupt();
        assertThatThrownBy(full::get).hasCauseInstanceOf(InterruptedException.class);
        publishing("third", ORDERS).run();
        assertThat(here).containsExactly("second", "whisper", "third");
    }

    private void oneHears() {
        node();
        redis.witness = message -> {
            String event = message.replaceAll(".*\"event\":\"([a-z]+)\".*", "$1");
            if (!event.equals(message)) {
                there.add(event);
            }
        };
    }

    private FutureTask<Void> publishing(String event, ChannelName channel) {
        Callable<Void> publishing = () -> {
            broker.publish(event(event, channel));
            return null;
        };
        return new FutureTask<>(publishing);
    }

    private static Broadcast event(String event, ChannelName channel) {
        return new Broadcast(channel, event, JsonText.NULL, null);
    }

    private static void await(BooleanSupplier claim) {
        while (!claim.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
