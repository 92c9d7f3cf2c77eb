package canyon.server.wildfly;

import canyon.connection.FrameWriter;
import canyon.transport.FastPath;
import canyon.transport.TextParts;
import canyon.transport.TextTaker;
import jakarta.websocket.Session;
import java.util.Optional;

/** Knows WildFly, and every other server whose WebSockets are Undertow's. */
public final class WildFlyFastPath implements FastPath {
    private static final String SESSION = "io.undertow.websockets.jsr.UndertowSession";

    @Override
    public String name() {
        return "WildFly";
    }

    /** Compares names first: the writer's class cannot even be loaded where there is no Undertow. */
    @Override
    public Optional<FrameWriter> writer(Session session) {
        return session.getClass().getName().equals(SESSION) ? UndertowFrameWriter.of(session) : Optional.empty();
    }

    @Override
    public void boundTexts(Session session, int maxBytes, TextTaker taker) {
        if (session.getClass().getName().equals(SESSION)) {
            TextsInParts.take(session, new TextParts(maxBytes, taker));
        }
    }
}
