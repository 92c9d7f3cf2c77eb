package canyon.transport.engineio;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The WebSocket that offers to take over a session, if one does. Not thread-safe: guarded by its way. */
final class UpgradeOffer {
    private final long timeout;
    private @Nullable WebSocketLink candidate;
    private boolean probed;
    private long deadline;

    /** @param timeout within which the upgrade must be complete */
    UpgradeOffer(Duration timeout) {
        this.timeout = timeout.toNanos();
    }

    boolean isOpen() {
        return candidate != null;
    }

    boolean isBy(WebSocketLink link) {
        return candidate == link;
    }

    /** True from the probe to the end of the offer: polls must not wait, the client pauses them. */
    boolean isProbed() {
        return probed;
    }

    void begin(WebSocketLink link, long nanos) {
        candidate = link;
        probed = false;
        deadline = nanos + timeout;
    }

    void probe() {
        probed = true;
    }

    /** Ends the offer, for whatever reason. Returns whose it was. */
    @Nullable
    WebSocketLink end() {
        WebSocketLink last = candidate;
        candidate = null;
        probed = false;
        return last;
    }

    /** Ends the offer if it is this one's; false if it is not. */
    boolean endIfBy(WebSocketLink link) {
        boolean isBy = isBy(link);
        if (isBy) {
            end();
        }
        return isBy;
    }

    /** Ends an offer whose time is over. Returns whose it was. */
    @Nullable
    WebSocketLink endIfLate(long nanos) {
        return candidate != null && nanos - deadline >= 0 ? end() : null;
    }
}
