package canyon.transport.engineio;

import canyon.transport.engineio.EngineEndpoint.Opening;
import jakarta.servlet.ServletException;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Hands what the filter knows of a handshake to the endpoint. Some containers use the configuration that they are given
 * with an upgrade, others the one of the annotated endpoint; all of them call this on the thread of the request.
 */
public final class OpeningConfigurator extends ServerEndpointConfig.Configurator {
    private static final ThreadLocal<Opening> CURRENT = new ThreadLocal<>();

    static void during(Opening opening, Upgrade upgrade) throws IOException, ServletException {
        CURRENT.set(opening);
        try {
            upgrade.run();
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        @Nullable Opening opening = CURRENT.get();
        if (opening != null) {
            config.getUserProperties().put(Opening.KEY, opening);
        }
    }

    /** The container's part of an upgrade. */
    interface Upgrade {
        void run() throws IOException, ServletException;
    }
}
