package canyon.transport.socketio;

import canyon.config.Origins;
import canyon.transport.engineio.EngineApplication;
import canyon.transport.engineio.EngineError;
import canyon.transport.engineio.EngineHandler;
import canyon.transport.engineio.EngineSession;
import canyon.transport.engineio.Handshake;
import java.time.Duration;
import java.util.Optional;

/** Socket.IO on Engine.IO: gives each session its client. Safe for use from any thread. */
public final class SocketServer implements EngineApplication {
    private final SocketApplication application;
    private final Duration connectTimeout;
    private final int maxAttachmentBytes;

    /**
     * @param connectTimeout after which a client of revision 5 that joined no namespace is closed
     * @param maxAttachmentBytes of one event together
     */
    public SocketServer(SocketApplication application, Duration connectTimeout, int maxAttachmentBytes) {
        this.application = application;
        this.connectTimeout = connectTimeout;
        this.maxAttachmentBytes = maxAttachmentBytes;
    }

    @Override
    public EngineHandler open(EngineSession session) {
        SocketClient client = new SocketClient(session, application, connectTimeout, maxAttachmentBytes);
        client.open();
        return client;
    }

    @Override
    public Optional<Origins> origins(Handshake handshake) {
        return application.origins(handshake);
    }

    @Override
    public Optional<EngineError> refusal(Handshake handshake) {
        return application.refusal(handshake);
    }
}
