package canyon.transport.engineio;

import canyon.config.Origins;
import java.util.Optional;

/** What runs on Engine.IO sessions: Socket.IO, or anything else that exchanges messages. */
public interface EngineApplication {
    /**
     * A client has come. What is sent from here goes out together with the handshake.
     *
     * @return who hears the client from now on
     */
    EngineHandler open(EngineSession session);

    /** Origins of pages that may open or use this client's session, if they are not those of the door. */
    default Optional<Origins> origins(Handshake handshake) {
        return Optional.empty();
    }

    /** Why this client may not come, if so; asked before its session is opened. */
    default Optional<EngineError> refusal(Handshake handshake) {
        return Optional.empty();
    }
}
