package canyon.server.liberty;

import canyon.connection.FrameWriter;
import canyon.transport.FastPath;
import jakarta.websocket.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows the WebSockets of Open Liberty. Safe for use from any thread. */
public final class LibertyFastPath implements FastPath {
    private static final String SESSIONS = "com.ibm.ws.wsoc.";

    private final Retries retries = new Retries();

    /** Found with the first session; all are of one class. */
    private volatile @Nullable Insides insides;

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

    private Insides insides(Session session) {
        Insides known = insides;
        if (known == null) {
            known = Insides.of(session.getClass());
            insides = known;
        }
        return known;
    }
}
