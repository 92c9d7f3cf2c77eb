package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.connection.RecordingWriter;
import canyon.protocol.MalformedMessageException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The browser's end of a WebSocket; takes the place of {@link EngineEndpoint}. */
public final class TestSocket {
    private final RecordingWriter writer;
    private final WebSocketLink link;
    private final Optional<EngineSession> session;

    TestSocket(RecordingWriter writer, WebSocketLink link, Optional<EngineSession> session) {
        this.writer = writer;
        this.link = link;
        this.session = session;
    }

    public EngineSession session() {
        return session.orElseThrow();
    }

    public boolean hasSession() {
        return session.isPresent();
    }

    public RecordingWriter writer() {
        return writer;
    }

    public void says(String packet) {
        try {
            session().receive(link, EnginePacket.ofText(packet));
        } catch (MalformedMessageException e) {
            session().end(link, CloseReason.MALFORMED);
        }
    }

    public void says(byte[] message) {
        try {
            session()
                    .receive(
                            link,
                            session().version() == EngineVersion.V3
                                    ? EnginePacket.ofTypedBinary(message)
                                    : EnginePacket.ofBinary(message));
        } catch (MalformedMessageException e) {
            session().end(link, CloseReason.MALFORMED);
        }
    }

    /** What it has heard so far. */
    public List<String> heard() {
        return writer.frames();
    }

    /** Why the server closed it, if it did. */
    public @Nullable CloseReason closed() {
        return writer.aborted() != null ? writer.aborted() : writer.closed();
    }

    /** The container notices that it is gone. */
    public void leaves() {
        link.lost();
        session.ifPresent(found -> found.lost(link));
    }
}
