package canyon.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known about the way to Redis. Safe for use from any thread. */
public final class RedisHealth {
    private final Clock clock;
    private final Consumer<Status> told;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile Status status;

    /** Nothing is configured until a {@link RedisSubscriber} says otherwise. */
    public RedisHealth(Clock clock) {
        this(clock, status -> {});
    }

    /** @param told of each new state, on the thread that finds it out; must not block */
    public RedisHealth(Clock clock, Consumer<Status> told) {
        this.clock = clock;
        this.told = told;
        this.status = new Status(RedisState.DISABLED, clock.instant(), null);
    }

    /** Of one of several connections, at which nobody looks. */
    static RedisHealth unwatched() {
        return new RedisHealth(Clock.systemUTC());
    }

    public Status status() {
        return status;
    }

    void connecting() {
        status = new Status(RedisState.CONNECTING, clock.instant(), null);
    }

    /** Returns when it has been connected once, or after this time; false then. */
    public boolean awaitFirst(Duration most) throws InterruptedException {
        return first.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    void connected() {
        first.countDown();
        status = new Status(RedisState.CONNECTED, clock.instant(), null);
        told.accept(status);
    }

    void failed(String error) {
        Status before = status;
        status = before.state == RedisState.CONNECTED
                ? new Status(RedisState.LOST, clock.instant(), error)
                : new Status(before.state, before.since, error);
        if (status.state != before.state) {
            told.accept(status);
        }
    }

    /**
     * One moment's knowledge.
     *
     * @param since when {@code state} began
     * @param error why the last attempt failed, without secrets; null if it did not fail
     */
    public record Status(
            RedisState state, Instant since, @Nullable String error) {}
}
