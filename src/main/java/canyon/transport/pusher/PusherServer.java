package canyon.transport.pusher;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.app.AppsUnavailableException;
import canyon.connection.CloseReason;
import canyon.connection.Connections;
import canyon.connection.FrameWriter;
import canyon.connection.HeartbeatMonitor;
import canyon.conversation.Conversations;
import canyon.protocol.pusher.PusherProtocol;
import canyon.transport.pusher.Gate.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The clients of Pusher's that are connected, by whichever transport. Safe for use from any thread. */
public final class PusherServer {
    /** One for all, by which the fan-out knows what it has encoded already. */
    private final PusherProtocol protocol = new PusherProtocol();

    private final PusherSettings settings;
    private final Conversations conversations;
    private final Connections connections;
    private final HeartbeatMonitor monitor;
    private final Gate gate;
    private final Set<PusherSession> sessions = ConcurrentHashMap.newKeySet();

    /** Of clients that come by single HTTP requests, by the id that they have made up. */
    private final Map<String, XhrSession> fallbacks = new ConcurrentHashMap<>();

    private volatile boolean accepting = true;
    private volatile Consumer<String> strays = session -> {};

    public PusherServer(PusherSettings settings, AppDirectory apps, Conversations conversations, Clients clients) {
        this.settings = settings;
        this.conversations = conversations;
        this.connections = clients.connections();
        this.monitor = clients.monitor();
        this.gate = new Gate(apps, connections, settings);
    }

    /** All clients of this node, also those of other protocols, and who looks after them. */
    public record Clients(Connections connections, HeartbeatMonitor monitor) {}

    /** Whether newcomers are let in; those who are not find a status, not a code: it makes proxies ask another node. */
    boolean isAccepting() {
        return accepting && !connections.admissions().isClosed();
    }

    Map<String, XhrSession> fallbacks() {
        return fallbacks;
    }

    /**
     * Who is told of requests that bring messages for sessions that are not, or not any more, here.
     *
     * @param told of the session's id; must not block
     */
    public void onStray(Consumer<String> told) {
        strays = told;
    }

    /** A message has come for a session that nobody knows here. */
    void strayed(String session) {
        strays.accept(session);
    }

    /**
     * Sends a client away whose requests come to another node, too, as what they bring is lost there.
     *
     * @param session by its id
     * @return false if it is not here
     */
    public boolean sendAstray(String session) {
        XhrSession found = fallbacks.get(session);
        if (found != null) {
            found.client().close(CloseReason.ASTRAY);
        }
        return found != null;
    }

    HeartbeatMonitor monitor() {
        return monitor;
    }

    PusherSettings settings() {
        return settings;
    }

    PusherProtocol protocol() {
        return protocol;
    }

    Conversations conversations() {
        return conversations;
    }

    /** Takes a client in, or tells it why not and closes. */
    PusherSession open(Hello hello, FrameWriter writer) {
        return open(hello, session -> session.attach(writer));
    }

    /** @param begin gives the session its first writer */
    PusherSession open(Hello hello, Consumer<PusherSession> begin) {
        Optional<App> app;
        boolean unavailable = false;
        try {
            app = gate.app(hello);
        } catch (AppsUnavailableException e) {
            // Clients that are told that it does not exist would never come again.
            app = Optional.empty();
            unavailable = true;
        }
        PusherSession session = new PusherSession(this, hello, app);
        begin.accept(session);
        Optional<Refusal> refusal = unavailable
                ? Optional.of(new Refusal(CloseReason.OVER_CAPACITY, "Applications cannot be looked up at the moment"))
                : gate.objection(hello, app);
        if (!isAccepting()) {
            refusal = Optional.of(new Refusal(CloseReason.RECONNECT));
        }
        if (refusal.isEmpty() && app.isPresent()) {
            refusal = admit(session, app.get());
        }
        monitor.watch(session);
        refusal.ifPresent(reason -> {
            connections.refused(session.connection().app(), reason.text());
            session.refuse(reason);
        });
        if (!isAccepting()) {
            // Canyon began to stop meanwhile, and may not have seen this one.
            session.close(CloseReason.RECONNECT);
        }
        return session;
    }

    private Optional<Refusal> admit(PusherSession session, App app) {
        Optional<Refusal> refusal;
        synchronized (connections) {
            refusal = gate.lackOfRoom(app).or(gate::haste);
            if (refusal.isEmpty()) {
                connections.add(session.connection());
            }
        }
        if (refusal.isEmpty()) {
            sessions.add(session);
            session.begin(app);
            if (session.isClosed()) {
                // It ended before it was known here.
                closed(session, session.endReason());
            }
        }
        return refusal;
    }

    /** The client takes part no more, but its last bytes may still be on their way. */
    void closed(PusherSession session, CloseReason reason) {
        sessions.remove(session);
        connections.remove(session.connection(), reason);
    }

    /** Nothing is left to be watched. */
    void forget(PusherSession session) {
        monitor.forget(session);
    }

    /** Sends all clients away, to come back at once, and takes no new ones. */
    public void stop() {
        accepting = false;
        sessions.forEach(session -> session.close(CloseReason.RECONNECT));
    }
}
