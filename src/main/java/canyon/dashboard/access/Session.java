package canyon.dashboard.access;

import java.time.Duration;

/** Somebody who has come in. Safe for use from any thread. */
public final class Session {
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);

    private final String user;
    private final String csrf = Tokens.next();
    private final long since;
    private volatile long used;
    private volatile boolean ended;

    /** @param now as {@link System#nanoTime} */
    Session(String user, long now) {
        this.user = user;
        this.since = now;
        this.used = now;
    }

    String user() {
        return user;
    }

    /** What each request that changes something has to bring along. */
    String csrf() {
        return csrf;
    }

    void use(long now) {
        used = now;
    }

    void end() {
        ended = true;
    }

    /**
     * Whether it still holds.
     *
     * @param now as {@link System#nanoTime}
     */
    public boolean isAlive(long now) {
        return !ended && now - used < IDLE.toNanos() && now - since < LONGEST.toNanos();
    }
}
