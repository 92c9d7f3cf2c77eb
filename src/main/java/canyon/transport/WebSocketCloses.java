package canyon.transport;

import canyon.connection.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;

/** Reasons of ours as the close frames of the WebSocket API. */
public final class WebSocketCloses {
    private WebSocketCloses() {}

    public static jakarta.websocket.CloseReason of(CloseReason reason) {
        return new jakarta.websocket.CloseReason(CloseCodes.getCloseCode(reason.code()), reason.text());
    }
}
