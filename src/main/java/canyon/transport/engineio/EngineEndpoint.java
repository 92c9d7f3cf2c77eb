package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.MalformedMessageException;
import canyon.transport.OpeningConfigurator;
import canyon.transport.TextParts;
import canyon.transport.TextTaker;
import canyon.transport.TyrusSettling;
import canyon.transport.WebSocketCloses;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One WebSocket. Called by one container thread at a time. */
@ServerEndpoint(value = EngineEndpoint.PATH, configurator = OpeningConfigurator.class)
public class EngineEndpoint {
    /** Where containers find the endpoint; which door a WebSocket came through, its {@link Opening} tells. */
    static final String PATH = "/socket.io/";

    private static final Logger LOG = System.getLogger(EngineEndpoint.class.getName());

    private final TyrusSettling settling = new TyrusSettling();
    private @Nullable FrameWriter writer;
    private @Nullable WebSocketLink link;
    private @Nullable EngineSession engine;
    private int maxPayload;

    /** What the filter found out. */
    record Opening(EngineDoor door, Handshake handshake) {}

    @OnOpen
    public void open(Session session, EndpointConfig config) throws IOException {
        Opening opening = OpeningConfigurator.opening(session, Opening.class).orElse(null);
        if (opening == null) {
            session.close(WebSocketCloses.of(CloseReason.SERVER_FAULT));
            return;
        }
        settling.opened(session);
        maxPayload = opening.door().server().settings().limits().maxPayload();
        session.setMaxTextMessageBufferSize(maxPayload);
        session.setMaxBinaryMessageBufferSize(maxPayload);
        // Heartbeats are ours; a container's idle timer costs a task for each message.
        session.setMaxIdleTimeout(-1);
        FrameWriter writes = opening.door().writers().writer(session);
        writer = writes;
        WebSocketLink opened = opening.door().server().link(writes);
        link = opened;
        Optional<EngineSession> found = opening.door().server().open(opening.handshake(), opened);
        engine = found.orElse(null);
        opening.door().writers().boundTexts(session, maxPayload, new Texts());
    }

    @OnMessage
    public void text(String message) {
        receive(TextParts.exceeds(message, maxPayload), () -> EnginePacket.ofText(message));
    }

    /** Where the container does not bound them. */
    final class Texts implements TextTaker {
        @Override
        public void text(String message) {
            receive(false, () -> EnginePacket.ofText(message));
        }

        @Override
        public void tooBig() {
            receive(true, () -> EnginePacket.ofText(""));
        }

        @Override
        public void unstopped() {
            if (writer != null) {
                writer.abort(CloseReason.TOO_BIG);
            }
        }
    }

    @OnMessage
    public void binary(byte[] message) {
        EngineSession session = engine;
        if (session != null) {
            receive(
                    message.length > maxPayload,
                    () -> session.version() == EngineVersion.V3
                            ? EnginePacket.ofTypedBinary(message)
                            : EnginePacket.ofBinary(message));
        }
    }

    /** @param tooBig a container may bound only what it puts together from several frames */
    private void receive(boolean tooBig, Reading reading) {
        EngineSession session = engine;
        WebSocketLink from = link;
        if (session == null || from == null) {
            return;
        }
        if (tooBig) {
            session.end(from, CloseReason.TOO_BIG);
            return;
        }
        try {
            session.receive(from, reading.packet());
        } catch (MalformedMessageException e) {
            session.end(from, CloseReason.MALFORMED);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a message of a client failed, its session is closed", e);
            session.end(from, CloseReason.SERVER_FAULT);
        }
    }

    @OnClose
    public void close() {
        if (writer != null) {
            // Before the container does anything else with what it wrote to.
            writer.ended();
        }
        WebSocketLink last = link;
        if (last != null) {
            last.lost();
            if (engine != null) {
                engine.lost(last);
            }
        }
        settling.closed();
    }

    /** Broken frames and lost sockets; the container closes the session and calls {@link #close}. */
    @OnError
    public void error(Throwable cause) {
        LOG.log(Level.DEBUG, "a WebSocket failed: {0}", cause);
    }

    private interface Reading {
        EnginePacket packet() throws MalformedMessageException;
    }
}
