package canyon.transport.pusher;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.transport.OpeningConfigurator;
import canyon.transport.TextTaker;
import canyon.transport.TyrusSettling;
import canyon.transport.WebSocketCloses;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** One WebSocket. Called by one container thread at a time. */
@ServerEndpoint(value = PusherEndpoint.PATH, configurator = OpeningConfigurator.class)
public class PusherEndpoint {
    static final String PATH = "/app/{key}";

    /** For the upgrade of a request that has a path already: Payara takes no template there. */
    static final String ANY_PATH = "/app/key";

    private static final Logger LOG = System.getLogger(PusherEndpoint.class.getName());

    private final TyrusSettling settling = new TyrusSettling();
    private @Nullable FrameWriter writer;
    private @Nullable PusherSession client;

    /** What the filter found out. */
    record Opening(PusherDoor door, Hello hello) {}

    @OnOpen
    public void open(Session session) throws IOException {
        Opening opening = OpeningConfigurator.opening(session, Opening.class).orElse(null);
        if (opening == null) {
            session.close(WebSocketCloses.of(CloseReason.SERVER_FAULT));
            return;
        }
        settling.opened(session);
        // Heartbeats are ours; a container's idle timer costs a task for each message.
        session.setMaxIdleTimeout(-1);
        FrameWriter writes = opening.door().writers().writer(session);
        writer = writes;
        PusherSession opened = opening.door().server().open(opening.hello(), writes);
        session.setMaxTextMessageBufferSize(opened.maxMessageBytes());
        session.setMaxBinaryMessageBufferSize(opened.maxMessageBytes());
        client = opened;
        opening.door().writers().boundTexts(session, opened.maxMessageBytes(), new Texts(opened, writes));
    }

    @OnMessage
    public void text(String message) {
        if (client != null) {
            client.receive(message);
        }
    }

    /** Where the container does not bound them. */
    private record Texts(PusherSession client, FrameWriter writer) implements TextTaker {
        @Override
        public void text(String message) {
            client.receive(message);
        }

        @Override
        public void tooBig() {
            client.close(CloseReason.TOO_BIG);
        }

        @Override
        public void unstopped() {
            writer.abort(CloseReason.TOO_BIG);
        }
    }

    @OnMessage
    public void binary(byte[] message) {
        if (client != null && message.length > client.maxMessageBytes()) {
            client.close(CloseReason.TOO_BIG);
        } else if (client != null) {
            client.misunderstood("Binary WebSocket frames are not supported");
        }
    }

    @OnMessage
    public void pong(PongMessage message) {
        if (client != null) {
            client.heard();
        }
    }

    @OnClose
    public void close() {
        if (writer != null) {
            // Before the container does anything else with what it wrote to.
            writer.ended();
        }
        if (client != null) {
            client.lost();
        }
        settling.closed();
    }

    /** Broken frames and lost sockets; the container closes the session and calls {@link #close}. */
    @OnError
    public void error(Throwable cause) {
        LOG.log(Level.DEBUG, "a WebSocket failed: {0}", cause);
    }
}
