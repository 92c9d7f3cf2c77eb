package canyon.redis;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known about the way to Redis. Safe for use from any thread. */
public final class RedisHealth {
    private final Clock clock;
    private volatile Status status;

    /** Nothing is configured until a {@link RedisSubscriber} says otherwise. */
    public RedisHealth(Clock clock) {
        this.clock = clock;
        this.status = new Status(RedisState.DISABLED, clock.instant(), null);
    }

    public Status status() {
        return status;
    }

    void connecting() {
        status = new Status(RedisState.CONNECTING, clock.instant(), null);
    }

    void connected() {
        status = new Status(RedisState.CONNECTED, clock.instant(), null);
    }

    void failed(String error) {
        Status before = status;
        status = before.state == RedisState.CONNECTED
                ? new Status(RedisState.LOST, clock.instant(), error)
                : new Status(before.state, before.since, error);
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
