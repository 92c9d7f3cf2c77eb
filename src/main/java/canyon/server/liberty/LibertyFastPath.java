package canyon.server.liberty;

import canyon.connection.FrameWriter;
import canyon.transport.FastPath;
import canyon.transport.TextTaker;
import jakarta.websocket.Session;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows the WebSockets of Open Liberty. Safe for use from any thread. */
public final class LibertyFastPath implements FastPath {
    private static final String SESSIONS = "com.ibm.ws.wsoc.";

    private final Retries retries = new Retries();

    private final Set<Incoming> incoming = ConcurrentHashMap.newKeySet();

    /** Found with the first session; all are of one class. */
    private volatile @Nullable Insides insides;

    /** As {@link #insides}. */
    private volatile Incoming.@Nullable Insides reading;

    @Override
    public String name() {
        return "Open Liberty";
    }

    /**
     * A writer, unless an extension such as compression changes the frames.
     *
     * @throws IllegalStateException if this Liberty has other insides than those that the writer knows
     */
    @Override
    public Optional<FrameWriter> writer(Session session) {
        if (!session.getClass().getName().startsWith(SESSIONS)
                || !session.getNegotiatedExtensions().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LibertyFrameWriter(insides(session).link(session), retries));
    }

    /** Liberty does it, except for fragments without end. */
    @Override
    public void boundTexts(Session session, int maxBytes, TextTaker taker) {
        if (session.getClass().getName().startsWith(SESSIONS)) {
            Incoming.Insides known = reading;
            if (known == null) {
                known = Incoming.Insides.of(session.getClass());
                reading = known;
            }
            incoming.add(Incoming.of(session, known, maxBytes, taker));
        }
    }

    /** Looks at all, also if it cannot look at one. */
    @Override
    public void check(long nanos) {
        incoming.removeIf(Incoming::isOver);
        RuntimeException fault = null;
        for (Incoming message : incoming) {
            try {
                message.check();
            } catch (RuntimeException e) {
                fault = e;
            }
        }
        if (fault != null) {
            throw fault;
        }
    }

    private Insides insides(Session session) {
        Insides known = insides;
        if (known == null) {
            known = Insides.of(session.getClass());
            insides = known;
        }
        return known;
    }
}
