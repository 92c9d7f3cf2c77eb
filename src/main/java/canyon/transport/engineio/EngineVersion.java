package canyon.transport.engineio;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Revision of the Engine.IO protocol, chosen by the client's {@code EIO} parameter. */
public enum EngineVersion {
    /** The client pings. */
    V3,
    /** The server pings. */
    V4;

    static Optional<EngineVersion> of(@Nullable String parameter) {
        if ("3".equals(parameter)) {
            return Optional.of(V3);
        }
        return "4".equals(parameter) ? Optional.of(V4) : Optional.empty();
    }
}
