package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.protocol.MalformedMessageException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a session reaches its client at the moment, and whether it still does: what its threads must agree on. Each step
 * is atomic and calls nobody. Safe for use from any thread.
 */
final class Way {
    private final Pulse pulse;
    private final UpgradeOffer upgrade;
    private final LastPoll poll = new LastPoll();
    private volatile EngineTransport transport;
    private @Nullable WebSocketLink current;
    private volatile @Nullable Hearing hearing;
    private @Nullable CloseReason closed;
    private long closedSince;

    /** @param link the WebSocket that opened the session, or null if it begins with long-polling */
    Way(Pulse pulse, UpgradeOffer upgrade, @Nullable WebSocketLink link) {
        this.pulse = pulse;
        this.upgrade = upgrade;
        this.transport = link == null ? EngineTransport.POLLING : EngineTransport.WEBSOCKET;
        this.current = link;
    }

    EngineTransport transport() {
        return transport;
    }

    /** From now on somebody hears what comes. Returns why the session has been closed already, if so. */
    synchronized @Nullable CloseReason begin(Hearing first) {
        hearing = first;
        return closed;
    }

    /** Null before the beginning. */
    @Nullable
    Hearing hearing() {
        return hearing;
    }

    /** False if nothing is taken any more. */
    synchronized boolean hear(long nanos) {
        if (closed != null) {
            return false;
        }
        pulse.heard(nanos);
        return true;
    }

    synchronized void pong(long nanos) {
        pulse.pong(nanos);
    }

    /**
     * What becomes of a poll that has come.
     *
     * @param refused why it is none of this session's any more
     * @param overlaps whether another one waits, which ends the session
     * @param pausing whether a probe has come, after which clients want no poll to wait
     */
    record Entry(@Nullable EngineError refused, boolean overlaps, boolean pausing) {}

    synchronized Entry enter(Poll next) {
        EngineError refused = closed != null
                ? EngineError.UNKNOWN_SESSION
                : transport != EngineTransport.POLLING ? EngineError.BAD_REQUEST : null;
        boolean overlaps = poll.isWaiting();
        if (refused == null && !overlaps) {
            poll.set(next);
        }
        return new Entry(refused, overlaps, upgrade.isProbed());
    }

    /** A WebSocket offers to take over. Returns why it may not, if so. */
    synchronized @Nullable CloseReason offer(WebSocketLink link, long nanos) {
        if (closed != null) {
            return CloseReason.SESSION_UNKNOWN;
        }
        if (transport == EngineTransport.WEBSOCKET || upgrade.isOpen()) {
            return CloseReason.SESSION_TAKEN;
        }
        upgrade.begin(link, nanos);
        return null;
    }

    /** What a WebSocket is to the session. */
    enum Role {
        CURRENT,
        CANDIDATE,
        NONE
    }

    synchronized Role role(WebSocketLink link) {
        if (link == current) {
            return Role.CURRENT;
        }
        return upgrade.isBy(link) ? Role.CANDIDATE : Role.NONE;
    }

    /** What it was; if it was the candidate, it is none any more. */
    synchronized Role withdraw(WebSocketLink link) {
        Role role = role(link);
        upgrade.endIfBy(link);
        return role;
    }

    /** What a probe meets. */
    enum Probed {
        A_WAITING_POLL,
        NO_POLL,
        ANOTHER_CANDIDATE
    }

    synchronized Probed probe(WebSocketLink link) {
        if (!upgrade.isBy(link)) {
            return Probed.ANOTHER_CANDIDATE;
        }
        upgrade.probe();
        return poll.isWaiting() ? Probed.A_WAITING_POLL : Probed.NO_POLL;
    }

    /**
     * The session goes on by this WebSocket.
     *
     * @param done whether it was the candidate still
     * @param last the last poll, which nothing will answer any more
     */
    record Takeover(boolean done, @Nullable Poll last) {}

    /** @throws MalformedMessageException if it has not sent a probe */
    synchronized Takeover takeOver(WebSocketLink link) throws MalformedMessageException {
        if (!upgrade.isBy(link)) {
            return new Takeover(false, null);
        }
        if (!upgrade.isProbed()) {
            throw new MalformedMessageException("an upgrade without a probe");
        }
        transport = EngineTransport.WEBSOCKET;
        current = link;
        upgrade.end();
        return new Takeover(true, poll.take());
    }

    /**
     * The session as its end found it.
     *
     * @param candidate that will not take over any more
     * @param hearing who is to be told
     */
    record Ending(
            @Nullable WebSocketLink candidate, @Nullable Hearing hearing, EngineTransport transport) {}

    /** Null if it has been closed before. */
    synchronized @Nullable Ending close(CloseReason reason, long nanos) {
        if (closed != null) {
            return null;
        }
        closed = reason;
        closedSince = nanos;
        return new Ending(upgrade.end(), hearing, transport);
    }

    synchronized boolean isClosed() {
        return closed != null;
    }

    /** What is left to be ended by force. */
    record Rest(@Nullable WebSocketLink link, @Nullable Poll poll) {}

    synchronized Rest rest() {
        return new Rest(current, poll.get());
    }

    /**
     * What is to be done at this time.
     *
     * @param closed why the session is closed, if it is
     * @param overdue whether it is closed for longer than its last bytes may take
     * @param gone whether it is closed and nothing of it is left
     * @param late the candidate whose time was over; it is none any more
     */
    record Look(
            @Nullable CloseReason closed,
            boolean overdue,
            boolean gone,
            Pulse.Due due,
            @Nullable WebSocketLink late) {}

    /** @param patience how long the last bytes of a closed session may take */
    synchronized Look look(long nanos, Duration patience) {
        CloseReason reason = closed;
        if (reason == null) {
            return new Look(null, false, false, pulse.due(nanos), upgrade.endIfLate(nanos));
        }
        return new Look(
                reason,
                nanos - closedSince >= patience.toNanos(),
                current == null && poll.isAnswered(),
                Pulse.Due.NOTHING,
                null);
    }
}
