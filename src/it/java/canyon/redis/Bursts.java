package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hears how many messages come together, and while it is held up at the first one the others wait in the socket. */
final class Bursts implements RedisListener {
    private static final int MESSAGES = 50;
    private static final String HOLD = "hold";

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
    private int messages;

    @Override
    public void receive(byte[] channel, byte[] message) throws InterruptedException {
        messages++;
        if (new String(message, UTF_8).equals(HOLD)) {
            held.countDown();
            goOn.await();
        }
    }

    @Override
    public void caughtUp() {
        if (messages > 0) {
            sizes.add(messages);
            messages = 0;
        }
    }

    /** What waits for a subscriber that is busy comes to it as one, however many commands have published it. */
    void assertTogether(Consumer<String> publish) throws InterruptedException {
        publish.accept(HOLD);
        held.await();
        for (int i = 0; i < MESSAGES; i++) {
            publish.accept("message " + i);
        }
        goOn.countDown();

        List<Integer> together = new ArrayList<>();
        while (together.stream().mapToInt(Integer::intValue).sum() <= MESSAGES) {
            Integer size = sizes.poll(20, TimeUnit.SECONDS);
            assertThat(size).as("more after %s", together).isNotNull();
            together.add(size);
        }
        // The first one, and perhaps one that Redis was just about to write.
        assertThat(together).as("messages that came together").hasSizeLessThanOrEqualTo(3);
    }
}
