package canyon.transport.socketio;

import canyon.config.Origins;
import canyon.transport.engineio.EngineError;
import canyon.transport.engineio.Handshake;
import java.util.Optional;

/** What is served over Socket.IO: Laravel Echo's events, or anything else. */
public interface SocketApplication {
    boolean hasNamespace(String namespace);

    /**
     * A client has joined a namespace; it has been told so.
     *
     * @return who hears it from now on
     */
    SocketListener connected(Socket socket);

    /** Origins of pages that this client may come from, if they are not those of the door. */
    default Optional<Origins> origins(Handshake handshake) {
        return Optional.empty();
    }

    /** Why this client may not come, if so; asked before it is connected. */
    default Optional<EngineError> refusal(Handshake handshake) {
        return Optional.empty();
    }
}
