package canyon.conformance;

import canyon.connection.FrameWriter;
import canyon.server.wildfly.WildFlyFastPath;
import canyon.transport.FastPath;
import jakarta.websocket.Session;
import java.util.Optional;

/** WildFly's writer in lockstep with the client. The WAR names it in the place of the others. */
public final class Lockstep implements FastPath {
    private final FastPath wildFly = new WildFlyFastPath();

    @Override
    public String name() {
        return wildFly.name() + " lockstep";
    }

    @Override
    public Optional<FrameWriter> writer(Session session) {
        return wildFly.writer(session).map(writer -> new LockstepWriter(session, writer));
    }
}
