package canyon.server.payara;

import canyon.connection.FrameWriter;
import canyon.transport.FastPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;
import java.util.Optional;

/** Knows Payara, Micro and Server, whose WebSockets are Tyrus's on a servlet of Grizzly's. */
public final class PayaraFastPath implements FastPath {
    private static final String SESSION = "org.glassfish.tyrus.core.TyrusSession";

    private final LastBytes lastBytes = new LastBytes();

    @Override
    public String name() {
        return "Payara";
    }

    /** Compares names first: the writer's class cannot even be loaded where there is no Grizzly. */
    @Override
    public Optional<FrameWriter> writer(Session session) {
        return session.getClass().getName().equals(SESSION)
                ? GrizzlyFrameWriter.of(session, lastBytes)
                : Optional.empty();
    }

    @Override
    public void beforeHandshake(HttpServletRequest request) {
        UsedRequest.of(request).ifPresent(UsedRequest::forgetItsPast);
    }

    @Override
    public void check(long nanos) {
        lastBytes.check(nanos);
    }

    @Override
    public boolean isDone() {
        return lastBytes.areTaken();
    }

    @Override
    public void stop() {
        lastBytes.dropAll();
    }
}
