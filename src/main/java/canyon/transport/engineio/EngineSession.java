package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.connection.HeartbeatMonitor.Watched;
import canyon.connection.Outbox;
import canyon.protocol.MalformedMessageException;
import canyon.protocol.Segment;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO client from its handshake to its end, over whichever transport it has at the moment. Safe for use from
 * any thread.
 *
 * <p>Its lock guards the state of the transport and is never held while a writer, a handler or the outbox is called.
 */
public final class EngineSession implements Watched, Outbox.Owner {
    private static final Logger LOG = System.getLogger(EngineSession.class.getName());

    private final EngineServer server;
    private final Handshake handshake;
    private final String id;
    private final String cookie;
    private final Outbox outbox;
    private final Object lock = new Object();
    private final AtomicBoolean posting = new AtomicBoolean();
    private final Pulse pulse;
    private final UpgradeOffer upgrade;
    private volatile EngineTransport transport;
    private final LastPoll poll = new LastPoll();
    private @Nullable WebSocketLink current;
    private @Nullable CloseReason closed;
    private long closedSince;
    private volatile @Nullable Hearing hearing;

    /** @param link the WebSocket that opened it, or null if it begins with long-polling */
    EngineSession(EngineServer server, Handshake handshake, @Nullable WebSocketLink link) {
        this.server = server;
        this.handshake = handshake;
        this.transport = link == null ? EngineTransport.POLLING : EngineTransport.WEBSOCKET;
        this.current = link;
        this.id = EngineIds.sessionId(handshake.version());
        this.cookie = handshake.version() == EngineVersion.V3 ? EngineIds.secret() : "";
        this.outbox = new Outbox(server.settings().limits().outboxBytes(), this);
        this.pulse = new Pulse(handshake.version(), server.settings().heartbeat(), System.nanoTime());
        this.upgrade = new UpgradeOffer(server.settings().heartbeat().upgradeTimeout());
    }

    /** The session id, which in revision 3 is known to other clients and in revision 4 is a secret. */
    public String id() {
        return id;
    }

    public EngineVersion version() {
        return handshake.version();
    }

    public Handshake handshake() {
        return handshake;
    }

    /** Where whole packets, their Engine.IO type in front, can be sent. */
    public Outbox outbox() {
        return outbox;
    }

    public EngineTransport transport() {
        return transport;
    }

    /** What a client of revision 3 must show to poll: its session id alone is known to others. */
    String cookie() {
        return cookie;
    }

    public void send(String message) {
        send(message, List.of());
    }

    public void send(byte[] message) {
        send(Segment.of(EngineFrames.message(version(), message)));
    }

    /** A text and binary messages that belong to it: nothing comes between them. */
    public void send(String message, List<byte[]> attachments) {
        send(EngineFrames.messages(version(), message, attachments));
    }

    private void send(Segment segment) {
        if (!outbox.offer(segment)) {
            close(CloseReason.TOO_SLOW);
        }
    }

    /** Sends the handshake and lets the application begin. */
    void open(EngineApplication application) {
        send(Segment.of(EngineFrames.open(this, server.settings())));
        EngineHandler hears = application.open(this);
        CloseReason tooLate;
        synchronized (lock) {
            hearing = new Hearing(hears);
            tooLate = closed;
        }
        if (tooLate != null) {
            hears.closed(tooLate);
        }
    }

    void receive(EnginePacket packet) throws MalformedMessageException {
        synchronized (lock) {
            if (closed != null) {
                return;
            }
            pulse.heard(System.nanoTime());
        }
        switch (packet.type()) {
            case MESSAGE -> hearing().hear(packet);
            case PING -> {
                pulse.requireDirection(EngineVersion.V3);
                send(EngineFrames.PONG);
            }
            case PONG -> {
                pulse.requireDirection(EngineVersion.V4);
                synchronized (lock) {
                    pulse.pong(System.nanoTime());
                }
            }
            case CLOSE -> close(CloseReason.CLIENT_CLOSED);
            default -> LOG.log(Level.TRACE, "{0} means nothing here", packet.type());
        }
    }

    private Hearing hearing() {
        return Objects.requireNonNull(hearing, "the session is not open yet");
    }

    /** A GET waits for packets. Answers at once with an error if it may not. */
    void poll(Poll next) {
        EngineError refused;
        boolean overlaps;
        boolean cleanUp;
        synchronized (lock) {
            refused = closed != null
                    ? EngineError.UNKNOWN_SESSION
                    : transport != EngineTransport.POLLING ? EngineError.BAD_REQUEST : null;
            overlaps = poll.isWaiting();
            cleanUp = upgrade.isProbed();
            if (refused == null && !overlaps) {
                poll.set(next);
            }
        }
        if (refused != null) {
            next.refuse(refused);
            return;
        }
        if (overlaps) {
            close(CloseReason.OVERLAPPING_REQUESTS);
            next.fail();
            return;
        }
        if (cleanUp && outbox.waitingBytes() == 0) {
            send(EngineFrames.NOOP);
        }
        if (!outbox.attachIfFree(next) || (transport() != EngineTransport.POLLING && outbox.withdraw(next))) {
            // An upgrade came between, which could not see this poll yet.
            next.release();
        }
    }

    /** A POST begins. False if another one has not ended: then the session is closed. */
    boolean beginPost() {
        if (posting.compareAndSet(false, true)) {
            return true;
        }
        close(CloseReason.OVERLAPPING_REQUESTS);
        return false;
    }

    void endPost() {
        posting.set(false);
    }

    /** A WebSocket offers to take over. */
    void offerUpgrade(WebSocketLink link) {
        CloseReason refused;
        synchronized (lock) {
            refused = closed != null
                    ? CloseReason.SESSION_UNKNOWN
                    : transport == EngineTransport.WEBSOCKET || upgrade.isOpen() ? CloseReason.SESSION_TAKEN : null;
            if (refused == null) {
                upgrade.begin(link, System.nanoTime());
            }
        }
        if (refused != null) {
            link.refuse(refused);
        }
    }

    /** A packet by WebSocket: while it is a candidate, only the probe and the upgrade count. */
    void receive(WebSocketLink link, EnginePacket packet) throws MalformedMessageException {
        boolean settled;
        synchronized (lock) {
            settled = link == current;
            if (!settled && !upgrade.isBy(link)) {
                return;
            }
        }
        if (settled) {
            receive(packet);
        } else if (packet.type() == EnginePacket.Type.PING && packet.text().equals("probe")) {
            answerProbe(link);
        } else if (packet.type() == EnginePacket.Type.UPGRADE) {
            takeOver(link);
        } else {
            throw new MalformedMessageException("a probe or an upgrade was expected");
        }
    }

    private void answerProbe(WebSocketLink link) {
        boolean release;
        synchronized (lock) {
            if (!upgrade.isBy(link)) {
                return;
            }
            upgrade.probe();
            release = poll.isWaiting();
        }
        link.send(EngineFrames.PROBE_PONG);
        if (release) {
            send(EngineFrames.NOOP);
        }
    }

    private void takeOver(WebSocketLink link) throws MalformedMessageException {
        Poll last;
        synchronized (lock) {
            if (!upgrade.isBy(link)) {
                return;
            }
            if (!upgrade.isProbed()) {
                throw new MalformedMessageException("an upgrade without a probe");
            }
            transport = EngineTransport.WEBSOCKET;
            current = link;
            upgrade.end();
            last = poll.take();
        }
        if (last != null && outbox.detachIdle(last)) {
            last.release();
        }
        link.handOver(outbox);
    }

    /** A WebSocket broke the rules: the session's own takes the session along, any other goes alone. */
    void end(WebSocketLink link, CloseReason reason) {
        boolean isCurrent;
        boolean wasCandidate;
        synchronized (lock) {
            isCurrent = link == current;
            wasCandidate = upgrade.endIfBy(link);
        }
        if (wasCandidate) {
            link.refuse(reason);
        } else if (isCurrent) {
            close(reason);
        }
    }

    /** The WebSocket is gone. */
    void lost(WebSocketLink link) {
        boolean wasCurrent;
        synchronized (lock) {
            wasCurrent = link == current;
            upgrade.endIfBy(link);
        }
        if (wasCurrent) {
            close(CloseReason.TRANSPORT_LOST);
            abort(CloseReason.TRANSPORT_LOST);
        }
    }

    /** Ends the session; what waits is still sent unless the client cannot be reached. */
    public void close(CloseReason reason) {
        WebSocketLink unfinished;
        Hearing hears;
        EngineTransport last;
        synchronized (lock) {
            if (closed != null) {
                return;
            }
            closed = reason;
            closedSince = System.nanoTime();
            unfinished = upgrade.end();
            hears = hearing;
            last = transport;
        }
        LOG.log(Level.DEBUG, "a client from {0} is closed: {1}", handshake.address(), reason);
        server.closed(this);
        try {
            if (unfinished != null) {
                unfinished.refuse(reason);
            }
            endTransport(reason, last);
        } finally {
            if (hears != null) {
                hears.handler().closed(reason);
            }
        }
    }

    private void endTransport(CloseReason reason, EngineTransport last) {
        if (reason.isUnreachable()) {
            abort(reason);
            return;
        }
        if (last == EngineTransport.POLLING) {
            outbox.offer(reason == CloseReason.CLIENT_CLOSED ? EngineFrames.NOOP : EngineFrames.CLOSE);
        }
        outbox.close(reason);
        // What is on its way to a poll is watched until it has arrived.
        check(System.nanoTime());
    }

    /** Ends whatever is left of the transport; also a WebSocket whose takeover hangs at the answer to its probe. */
    private void abort(CloseReason reason) {
        WebSocketLink last;
        Poll answering;
        synchronized (lock) {
            last = current;
            answering = poll.get();
        }
        server.forget(this);
        if (last != null) {
            last.lost();
        }
        if (answering != null) {
            answering.cut();
        }
        outbox.abort(reason);
    }

    boolean isClosed() {
        synchronized (lock) {
            return closed != null;
        }
    }

    @Override
    public void check(long nanos) {
        long writeTimeout = server.settings().limits().writeTimeout().toNanos();
        WebSocketLink late;
        Pulse.Due due;
        CloseReason last;
        boolean overdue;
        boolean done;
        synchronized (lock) {
            last = closed;
            overdue = last != null && nanos - closedSince >= writeTimeout;
            done = last != null && current == null && poll.isAnswered();
            due = last == null ? pulse.due(nanos) : Pulse.Due.NOTHING;
            late = last == null ? upgrade.endIfLate(nanos) : null;
        }
        if (last != null) {
            // A client that does not take its last bytes must not keep the socket.
            if (overdue) {
                abort(last);
            } else if (done) {
                server.forget(this);
            }
            return;
        }
        if (late != null) {
            late.refuse(CloseReason.UPGRADE_TIMEOUT);
        }
        if (outbox.isStalledSince(nanos - writeTimeout)) {
            close(CloseReason.TOO_SLOW);
        } else if (due == Pulse.Due.GIVE_UP) {
            close(CloseReason.PING_TIMEOUT);
        } else if (due == Pulse.Due.PING) {
            send(EngineFrames.PING);
        } else {
            hearing().handler().check(nanos);
        }
    }

    @Override
    public void fault() {
        close(CloseReason.SERVER_FAULT);
    }

    @Override
    public void writeFailed(Throwable cause) {
        LOG.log(Level.DEBUG, "writing to a client failed: {0}", cause);
        close(CloseReason.TRANSPORT_LOST);
    }
}
