package canyon.transport.engineio;

import canyon.config.Origins;
import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.connection.HeartbeatMonitor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The Engine.IO sessions of one application under one path. Safe for use from any thread. */
public final class EngineServer {
    private final EngineSettings settings;
    private final EngineApplication application;
    private final HeartbeatMonitor monitor;
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private volatile boolean accepting = true;
    private volatile IntConsumer strays = node -> {};

    public EngineServer(EngineSettings settings, EngineApplication application, HeartbeatMonitor monitor) {
        this.settings = settings;
        this.application = application;
        this.monitor = monitor;
    }

    public EngineSettings settings() {
        return settings;
    }

    /**
     * Who is told of requests for sessions that are not, or not any more, here.
     *
     * @param told of the node in the session's id, which may be this one; must not block
     */
    public void onStray(IntConsumer told) {
        strays = told;
    }

    /** Clients that are connected now. */
    public int sessionCount() {
        return sessions.size();
    }

    /** Closes all sessions and takes no new ones. */
    public void stop() {
        accepting = false;
        sessions.values().forEach(session -> session.close(CloseReason.SERVER_STOPS));
    }

    boolean isFull() {
        int limit = settings.limits().connections();
        return !accepting || (limit > 0 && sessions.size() >= limit);
    }

    /** The origins from which this client may come. */
    Origins origins(Handshake handshake, Origins usual) {
        return application.origins(handshake).orElse(usual);
    }

    Optional<EngineError> refusal(Handshake handshake) {
        return application.refusal(handshake);
    }

    /** The session, unless it has just reached a deadline that no tick has seen yet. */
    Optional<EngineSession> find(@Nullable String sid) {
        EngineSession session = sid == null ? null : sessions.get(sid);
        if (session != null) {
            session.check(System.nanoTime());
        } else if (sid != null) {
            EngineIds.node(sid).ifPresent(strays);
        }
        return Optional.ofNullable(session).filter(found -> !found.isClosed());
    }

    /** A client came by long-polling. */
    EngineSession open(Handshake handshake) {
        return open(new EngineSession(this, handshake, null));
    }

    /** A WebSocket was accepted: a new session, or the upgrade of one. Empty if its session is gone. */
    Optional<EngineSession> open(Handshake handshake, WebSocketLink link) {
        if (handshake.sid() == null) {
            EngineSession session = open(new EngineSession(this, handshake, link));
            link.handOver(session.outbox());
            return Optional.of(session);
        }
        Optional<EngineSession> session = find(handshake.sid());
        session.ifPresentOrElse(found -> found.offerUpgrade(link), () -> link.refuse(CloseReason.SESSION_UNKNOWN));
        return session;
    }

    private EngineSession open(EngineSession session) {
        session.open(application);
        sessions.put(session.id(), session);
        monitor.watch(session);
        if (!accepting) {
            session.close(CloseReason.SERVER_STOPS);
        }
        if (session.isClosed()) {
            // Its end came before it was known here; the monitor sees to its last bytes and forgets it.
            closed(session);
        }
        return session;
    }

    WebSocketLink link(FrameWriter writer) {
        return new WebSocketLink(writer, monitor, settings.limits().writeTimeout());
    }

    /** The session takes nothing any more, but its last bytes may still be on their way. */
    void closed(EngineSession session) {
        sessions.remove(session.id());
    }

    /** Nothing is left to be watched. */
    void forget(EngineSession session) {
        monitor.forget(session);
    }
}
