package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.connection.HeartbeatMonitor.Watched;
import canyon.connection.Outbox;
import canyon.protocol.MalformedMessageException;
import canyon.protocol.Segment;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO client from its handshake to its end, over whichever transport it has at the moment. Safe for use from
 * any thread.
 *
 * <p>No lock is held while a writer, a handler or the outbox is called.
 */
public final class EngineSession implements Watched, Outbox.Owner {
    private static final Logger LOG = System.getLogger(EngineSession.class.getName());

    private final EngineServer server;
    private final Handshake handshake;
    private final String id;
    private final String cookie;
    private final Outbox outbox;
    private final AtomicBoolean posting = new AtomicBoolean();
    private final Pulse pulse;
    private final Way way;

    /** @param link the WebSocket that opened it, or null if it begins with long-polling */
    EngineSession(EngineServer server, Handshake handshake, @Nullable WebSocketLink link) {
        this.server = server;
        this.handshake = handshake;
        this.id = EngineIds.sessionId(handshake.version());
        this.cookie = handshake.version() == EngineVersion.V3 ? EngineIds.secret() : "";
        this.outbox = new Outbox(server.settings().limits().outboxBytes(), this);
        this.pulse = new Pulse(handshake.version(), server.settings().heartbeat(), System.nanoTime());
        this.way = new Way(pulse, new UpgradeOffer(server.settings().heartbeat().upgradeTimeout()), link);
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
        return way.transport();
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
        CloseReason tooLate = way.begin(new Hearing(hears));
        if (tooLate != null) {
            hears.closed(tooLate);
        }
    }

    void receive(EnginePacket packet) throws MalformedMessageException {
        if (!way.hear(System.nanoTime())) {
            return;
        }
        switch (packet.type()) {
            case MESSAGE -> hearing().hear(packet);
            case PING -> {
                pulse.requireDirection(EngineVersion.V3);
                send(EngineFrames.PONG);
            }
            case PONG -> {
                pulse.requireDirection(EngineVersion.V4);
                way.pong(System.nanoTime());
            }
            case CLOSE -> close(CloseReason.CLIENT_CLOSED);
            default -> LOG.log(Level.TRACE, "{0} means nothing here", packet.type());
        }
    }

    private Hearing hearing() {
        return Objects.requireNonNull(way.hearing(), "the session is not open yet");
    }

    /** A GET waits for packets. Answers at once with an error if it may not. */
    void poll(Poll next) {
        Way.Entry entry = way.enter(next);
        EngineError refused = entry.refused();
        if (refused != null) {
            next.refuse(refused);
            return;
        }
        if (entry.overlaps()) {
            close(CloseReason.OVERLAPPING_REQUESTS);
            next.fail();
            return;
        }
        if (entry.pausing() && outbox.waitingBytes() == 0) {
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
        CloseReason refused = way.offer(link, System.nanoTime());
        if (refused != null) {
            link.refuse(refused);
        }
    }

    /** A packet by WebSocket: while it is a candidate, only the probe and the upgrade count. */
    void receive(WebSocketLink link, EnginePacket packet) throws MalformedMessageException {
        Way.Role role = way.role(link);
        if (role == Way.Role.NONE) {
            return;
        }
        if (role == Way.Role.CURRENT) {
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
        Way.Probed met = way.probe(link);
        if (met == Way.Probed.ANOTHER_CANDIDATE) {
            return;
        }
        link.send(EngineFrames.PROBE_PONG);
        if (met == Way.Probed.A_WAITING_POLL) {
            send(EngineFrames.NOOP);
        }
    }

    private void takeOver(WebSocketLink link) throws MalformedMessageException {
        Way.Takeover takeover = way.takeOver(link);
        if (!takeover.done()) {
            return;
        }
        Poll last = takeover.last();
        if (last != null && outbox.detachIdle(last)) {
            last.release();
        }
        link.handOver(outbox);
    }

    /** A WebSocket broke the rules: the session's own takes the session along, any other goes alone. */
    void end(WebSocketLink link, CloseReason reason) {
        Way.Role role = way.withdraw(link);
        if (role == Way.Role.CANDIDATE) {
            link.refuse(reason);
        } else if (role == Way.Role.CURRENT) {
            close(reason);
        }
    }

    /** The WebSocket is gone. */
    void lost(WebSocketLink link) {
        if (way.withdraw(link) == Way.Role.CURRENT) {
            close(CloseReason.TRANSPORT_LOST);
            abort(CloseReason.TRANSPORT_LOST);
        }
    }

    /** Ends the session; what waits is still sent unless the client cannot be reached. */
    public void close(CloseReason reason) {
        Way.Ending ending = way.close(reason, System.nanoTime());
        if (ending == null) {
            return;
        }
        LOG.log(Level.DEBUG, "a client from {0} is closed: {1}", handshake.address(), reason);
        server.closed(this);
        try {
            WebSocketLink unfinished = ending.candidate();
            if (unfinished != null) {
                unfinished.refuse(reason);
            }
            endTransport(reason, ending.transport());
        } finally {
            Hearing hears = ending.hearing();
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
        Way.Rest rest = way.rest();
        WebSocketLink last = rest.link();
        Poll answering = rest.poll();
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
        return way.isClosed();
    }

    @Override
    public void check(long nanos) {
        Duration writeTimeout = server.settings().limits().writeTimeout();
        Way.Look look = way.look(nanos, writeTimeout);
        CloseReason last = look.closed();
        WebSocketLink late = look.late();
        if (last != null) {
            // A client that does not take its last bytes must not keep the socket.
            if (look.overdue()) {
                abort(last);
            } else if (look.gone()) {
                server.forget(this);
            }
            return;
        }
        if (late != null) {
            late.refuse(CloseReason.UPGRADE_TIMEOUT);
        }
        if (outbox.isStalledSince(nanos - writeTimeout.toNanos())) {
            close(CloseReason.TOO_SLOW);
        } else if (look.due() == Pulse.Due.GIVE_UP) {
            close(CloseReason.PING_TIMEOUT);
        } else if (look.due() == Pulse.Due.PING) {
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
