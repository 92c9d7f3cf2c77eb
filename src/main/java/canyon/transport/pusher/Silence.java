package canyon.transport.pusher;

import canyon.message.ClientMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a client's silence means: after a while it is asked whether it is there, as "Ping and pong messages" of Pusher's
 * protocol has it. Any sign of life is an answer. Times are of {@link System#nanoTime}; safe for use from any thread.
 */
final class Silence {
    enum Due {
        NOTHING,
        PING,
        PONG_TIMEOUT,
        INACTIVE,
        UNAUTHORIZED
    }

    private final long activityTimeout;
    private final long pongTimeout;
    private final long inactivityTimeout;
    private final long start;
    private volatile long lastHeard;
    private volatile long lastSaid;

    /** When it was asked, which only the monitor does; valid while {@link #asked}. */
    private long askedAt;

    private boolean asked;

    Silence(Duration activityTimeout, PusherSettings settings, long now) {
        this.activityTimeout = activityTimeout.toNanos();
        this.pongTimeout = settings.pongTimeout().toNanos();
        this.inactivityTimeout = settings.inactivityTimeout().toNanos();
        this.start = now;
        this.lastHeard = now;
        this.lastSaid = now;
    }

    void heard(long now) {
        lastHeard = now;
    }

    /** A client that only says that it is there says nothing. */
    void heard(ClientMessage message, long now) {
        if (!(message instanceof ClientMessage.Ping || message instanceof ClientMessage.Pong)) {
            lastSaid = now;
        }
    }

    /**
     * What is to be done now; called by one thread.
     *
     * @param listens whether it has subscribed to anything
     * @param unauthorizedTimeout null for none
     * @param authorized whether that time-out does not count for it
     */
    Due due(long now, boolean listens, @Nullable Duration unauthorizedTimeout, boolean authorized) {
        if (unauthorizedTimeout != null && !authorized && now - start >= unauthorizedTimeout.toNanos()) {
            return Due.UNAUTHORIZED;
        }
        if (!listens && now - lastSaid >= inactivityTimeout) {
            return Due.INACTIVE;
        }
        if (asked && lastHeard - askedAt >= 0) {
            asked = false;
        }
        if (asked) {
            return now - askedAt >= pongTimeout ? Due.PONG_TIMEOUT : Due.NOTHING;
        }
        if (now - lastHeard < activityTimeout) {
            return Due.NOTHING;
        }
        asked = true;
        askedAt = now;
        return Due.PING;
    }
}
