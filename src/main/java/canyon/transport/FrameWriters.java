package canyon.transport;

import canyon.connection.FrameWriter;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how WebSockets are written to: the fast path that fits this server, else the portable one. The choice is made
 * with the first connection and logged once. Safe for use from any thread.
 */
public final class FrameWriters {
    private static final Logger LOG = System.getLogger(FrameWriters.class.getName());

    private final List<FastPath> candidates;
    private volatile @Nullable String chosen;

    private FrameWriters(List<FastPath> candidates) {
        this.candidates = candidates;
    }

    public static FrameWriters portable() {
        return new FrameWriters(List.of());
    }

    /** Fast paths that are packed with this application. */
    public static FrameWriters fastest() {
        return new FrameWriters(ServiceLoader.load(FastPath.class, FrameWriters.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
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

    private static Optional<FrameWriter> tryOut(FastPath candidate, Session session) {
        try {
            return candidate.writer(session);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "fast path {0} does not fit: {1}", candidate.name(), e);
            return Optional.empty();
        }
    }

    private void logOnce(String name) {
        if (!name.equals(chosen)) {
            chosen = name;
            LOG.log(Level.INFO, "WebSockets are written by the {0} writer", name);
        }
    }
}
