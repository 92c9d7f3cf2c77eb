package canyon.transport;

import canyon.connection.FrameWriter;
import canyon.connection.HeartbeatMonitor.Watched;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how WebSockets are written to: the fast path that fits this server, else the portable one. The choice is made
 * with the first connection and logged once. Safe for use from any thread.
 */
public final class FrameWriters implements Watched {
    private static final Logger LOG = System.getLogger(FrameWriters.class.getName());

    private final List<FastPath> candidates;
    private final List<FastPath> servers;
    private final Set<String> misfits = ConcurrentHashMap.newKeySet(2);
    private volatile @Nullable String chosen;

    FrameWriters(List<FastPath> candidates) {
        this(candidates, candidates);
    }

    /** @param servers of which the one that fits bounds texts and prepares handshakes, whoever writes */
    private FrameWriters(List<FastPath> candidates, List<FastPath> servers) {
        this.candidates = candidates;
        this.servers = servers;
    }

    /** The portable one on every server. */
    public static FrameWriters portable() {
        return new FrameWriters(List.of(), packed());
    }

    /** Fast paths that are packed with this application. */
    public static FrameWriters fastest() {
        return new FrameWriters(packed());
    }

    private static List<FastPath> packed() {
        return ServiceLoader.load(FastPath.class, FrameWriters.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    public FrameWriter writer(Session session) {
        for (FastPath candidate : candidates) {
            Optional<FrameWriter> writer = tryOut(candidate, session);
            if (writer.isPresent()) {
                logOnce(candidate.name());
                return writer.get();
            }
        }
        logOnce("portable");
        return new JakartaFrameWriter(session);
    }

    private Optional<FrameWriter> tryOut(FastPath candidate, Session session) {
        try {
            return candidate.writer(session);
        } catch (RuntimeException | LinkageError e) {
            misfit(candidate, e);
            return Optional.empty();
        }
    }

    private void misfit(FastPath candidate, Throwable cause) {
        if (misfits.add(candidate.name())) {
            LOG.log(Level.WARNING, "the {0} writer does not fit this server: {1}", candidate.name(), cause);
        }
    }

    /** Bounds texts while they arrive, also where the server does not. */
    public void boundTexts(Session session, int maxBytes, TextTaker taker) {
        for (FastPath server : servers) {
            try {
                server.boundTexts(session, maxBytes, taker);
            } catch (RuntimeException | LinkageError e) {
                misfit(server, e);
            }
        }
    }

    /** The writer of the connection that came last, for people; null before the first one. */
    public @Nullable String chosen() {
        return chosen;
    }

    /** Before a WebSocket is accepted, on the thread of its handshake. */
    void beforeHandshake(HttpServletRequest request) {
        for (FastPath server : servers) {
            try {
                server.beforeHandshake(request);
            } catch (RuntimeException | LinkageError e) {
                misfit(server, e);
            }
        }
    }

    private void logOnce(String name) {
        if (!name.equals(chosen)) {
            chosen = name;
            LOG.log(Level.INFO, "WebSockets are written by the {0} writer", name);
        }
    }

    @Override
    public void check(long nanos) {
        servers.forEach(server -> server.check(nanos));
    }

    /** One bad check is no reason to check no more. */
    @Override
    public void fault() {}
}
