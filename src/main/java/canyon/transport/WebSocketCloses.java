package canyon.transport;

import canyon.connection.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Reasons of ours as the close frames of the WebSocket API. */
public final class WebSocketCloses {
    private static final Logger LOG = System.getLogger(WebSocketCloses.class.getName());

    private WebSocketCloses() {}

    /** Sends a close frame; a WebSocket that is gone already is closed as it should be. */
    public static void close(Session session, CloseReason reason) {
        try {
            session.close(of(reason));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "closing a WebSocket that is gone", e);
        }
    }

    public static jakarta.websocket.CloseReason of(CloseReason reason) {
        return new jakarta.websocket.CloseReason(CloseCodes.getCloseCode(reason.code()), reason.text());
    }
}
