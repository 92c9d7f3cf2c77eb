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
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how WebSockets are written to: the fast path that fits this server, else the portable one. The choice is made
 * with the first connection and logged once; a fast path that cannot write after all is given up for those that come
 * later. Safe for use from any thread.
 */
public final class FrameWriters implements Watched {
    private static final Logger LOG = System.getLogger(FrameWriters.class.getName());

    private final List<FastPath> candidates;
    private final List<FastPath> servers;
    private final Executor closing;
    private final Set<Misfit> misfits = ConcurrentHashMap.newKeySet(2);
    private final Set<FastPath> passed = ConcurrentHashMap.newKeySet(1);
    private final Set<FastPath> givenUp = ConcurrentHashMap.newKeySet(1);
    private volatile @Nullable String chosen;

    /** What is done for a server, and what the log says where it cannot be done. */
    private enum Duty {
        WRITING("the {0} writer does not fit this server: {1}"),
        BOUNDING_TEXTS("texts that are too big cannot be found while they arrive at this {0}: {1}"),
        HANDSHAKES("what this {0} leaves behind in a handshake cannot be put right: {1}"),
        CHECKING("what this {0} leaves undone cannot be looked for: {1}");

        private final String text;

        Duty(String text) {
            this.text = text;
        }
    }

    private record Misfit(String server, Duty duty) {}

    FrameWriters(List<FastPath> candidates, Executor closing) {
        this(candidates, candidates, closing);
    }

    /** @param servers of which the one that fits bounds texts and prepares handshakes, whoever writes */
    private FrameWriters(List<FastPath> candidates, List<FastPath> servers, Executor closing) {
        this.candidates = candidates;
        this.servers = servers;
        this.closing = closing;
    }

    /**
     * The portable one on every server.
     *
     * @param closing where WebSockets are closed, which may take as long as the container waits for the client
     */
    public static FrameWriters portable(Executor closing) {
        return new FrameWriters(List.of(), packed(), closing);
    }

    /**
     * Fast paths that are packed with this application.
     *
     * @param closing as of {@link #portable}, where none of them fits
     */
    public static FrameWriters fastest(Executor closing) {
        return new FrameWriters(packed(), closing);
    }

    private static List<FastPath> packed() {
        return ServiceLoader.load(FastPath.class, FrameWriters.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    public FrameWriter writer(Session session) {
        for (FastPath candidate : candidates) {
            Optional<FrameWriter> writer = givenUp.contains(candidate) ? Optional.empty() : tryOut(candidate, session);
            if (writer.isPresent()) {
                logOnce(candidate.name());
                return passed.contains(candidate)
                        ? writer.get()
                        : new TriedWriter(writer.get(), new JakartaFrameWriter(session, closing), new Trial(candidate));
            }
        }
        logOnce("portable");
        return new JakartaFrameWriter(session, closing);
    }

    private Optional<FrameWriter> tryOut(FastPath candidate, Session session) {
        try {
            return candidate.writer(session);
        } catch (RuntimeException | LinkageError e) {
            misfit(candidate, Duty.WRITING, e);
            return Optional.empty();
        }
    }

    private void misfit(FastPath server, Duty duty, Throwable cause) {
        if (misfits.add(new Misfit(server.name(), duty))) {
            LOG.log(Level.WARNING, duty.text, server.name(), cause);
        }
    }

    /** Bounds texts while they arrive, also where the server does not. */
    public void boundTexts(Session session, int maxBytes, TextTaker taker) {
        for (FastPath server : servers) {
            try {
                server.boundTexts(session, maxBytes, taker);
            } catch (RuntimeException | LinkageError e) {
                misfit(server, Duty.BOUNDING_TEXTS, e);
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
                misfit(server, Duty.HANDSHAKES, e);
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
        for (FastPath server : servers) {
            try {
                server.check(nanos);
            } catch (RuntimeException | LinkageError e) {
                misfit(server, Duty.CHECKING, e);
            }
        }
    }

    /** One bad check is no reason to check no more. */
    @Override
    public void fault() {}

    /** Whether no client of a WebSocket that has ended is waited for. */
    public boolean isDone() {
        return servers.stream().allMatch(FastPath::isDone);
    }

    /** Waits for no client any more; to be called when all WebSockets are closed. */
    public void stop() {
        for (FastPath server : servers) {
            try {
                server.stop();
            } catch (RuntimeException | LinkageError e) {
                misfit(server, Duty.CHECKING, e);
            }
        }
    }

    private final class Trial implements TriedWriter.Trial {
        private final FastPath path;

        Trial(FastPath path) {
            this.path = path;
        }

        @Override
        public boolean isPassed() {
            return passed.contains(path);
        }

        @Override
        public void passed() {
            passed.add(path);
        }

        @Override
        public void failed(LinkageError error) {
            givenUp.add(path);
            misfit(path, Duty.WRITING, error);
        }
    }
}
