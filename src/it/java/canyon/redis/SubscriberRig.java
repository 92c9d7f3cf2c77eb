package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscriber that runs, and what it hears, says and feels. */
final class SubscriberRig implements AutoCloseable {
    private static final String PROBE = "probe-";

    final LogRecorder log = new LogRecorder(RedisSubscriber.class);
    final RedisHealth health = new RedisHealth(Clock.systemUTC());
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final RedisSubscriber subscriber;
    private final Thread thread;

    private SubscriberRig(RedisSettings settings, Topics topics, RedisSubscriber.Wire wire) {
        RedisListener listener =
                (channel, message) -> heard.put(new String(channel, UTF_8) + " " + new String(message, UTF_8));
        subscriber = new RedisSubscriber(settings, topics, listener, health, wire);
        thread = new Thread(subscriber, "subscriber");
        thread.start();
    }

    /** Everything under the prefixes. */
    static SubscriberRig start(RedisSettings settings) {
        return start(settings, Topics.patterns(settings.prefixes().subscribePatterns()));
    }

    static SubscriberRig start(RedisSettings settings, RedisInterest interest) {
        return start(settings, interest.topics());
    }

    private static SubscriberRig start(RedisSettings settings, Topics topics) {
        return new SubscriberRig(settings, topics, RedisSubscriber.Wire.of(settings));
    }

    /** @param silence after which it is looked at who is there */
    static SubscriberRig start(RedisSettings settings, Topics topics, Duration silence) {
        return new SubscriberRig(settings, topics, new RedisSubscriber.Wire(TlsSockets.of(settings.tls()), silence));
    }

    void awaitSubscribed() throws InterruptedException {
        log.await("subscribed to");
    }

    /** Why it was not reached or got lost. */
    String awaitFailure() throws InterruptedException {
        String line = log.await(": ");
        while (!line.contains("is not reached") && !line.contains("is lost")) {
            line = log.await(": ");
        }
        return line;
    }

    /** Publishes again and again until something is heard: nobody can know when a new server reaches all. */
    void awaitHearing(Consumer<String> publish) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            try {
                publish.accept(PROBE + i);
            } catch (RuntimeException e) {
                // Nobody there who takes it: in a moment.
                heard.clear();
            }
            String message = heard.poll(100, TimeUnit.MILLISECONDS);
            if (message != null && message.contains(PROBE)) {
                return;
            }
        }
        assertThat(log.lines()).as("nothing is heard").isNull();
    }

    /** The next that is no probe. */
    @Nullable
    String next() throws InterruptedException {
        String message = heard.poll(20, TimeUnit.SECONDS);
        while (message != null && message.contains(PROBE)) {
            message = heard.poll(20, TimeUnit.SECONDS);
        }
        return message;
    }

    void assertNothingMore() {
        assertThat(heard).isEmpty();
    }

    @Override
    public void close() {
        subscriber.stop();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.close();
        assertThat(thread.isAlive()).as("the subscriber's thread lives").isFalse();
    }
}
