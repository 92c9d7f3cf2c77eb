package canyon.transport.engineio;

import canyon.connection.RecordingWriter;
import canyon.connection.TestMonitor;
import canyon.transport.engineio.EngineSettings.EngineLimits;
import canyon.transport.engineio.EngineSettings.Heartbeat;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An Engine.IO server without a container, its times as recorded. */
public final class TestServer {
    public static final Duration PING_INTERVAL = Duration.ofSeconds(25);
    public static final Duration PING_TIMEOUT = Duration.ofSeconds(20);
    public static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration WRITE_TIMEOUT = Duration.ofSeconds(5);
    public static final int OUTBOX_BYTES = 2_000;

    public static final EngineSettings SETTINGS = new EngineSettings(
            EnumSet.allOf(EngineTransport.class),
            new Heartbeat(PING_INTERVAL, PING_TIMEOUT, UPGRADE_TIMEOUT),
            new EngineLimits(100_000_000, 10, OUTBOX_BYTES, WRITE_TIMEOUT, 0));

    private final TestMonitor monitor = new TestMonitor();
    private final EngineServer server;

    public TestServer(EngineApplication application) {
        server = new EngineServer(SETTINGS, application, monitor.monitor());
    }

    /** A client opens a session by WebSocket. */
    public TestSocket connect(EngineVersion version) {
        return connect(version, RecordingWriter.prompt());
    }

    public TestSocket connect(EngineVersion version, RecordingWriter writer) {
        return socket(version, null, writer);
    }

    /** A client opens a session by long-polling; its first packets are not fetched yet. */
    public EngineSession open(EngineVersion version) {
        return server.open(handshake(version, null));
    }

    /** A WebSocket that wants to take over. */
    public TestSocket upgrade(EngineSession session) {
        return upgrade(session, RecordingWriter.prompt());
    }

    public TestSocket upgrade(EngineSession session, RecordingWriter writer) {
        return socket(session.version(), session.id(), writer);
    }

    private TestSocket socket(EngineVersion version, @Nullable String sid, RecordingWriter writer) {
        WebSocketLink link = server.link(writer);
        Optional<EngineSession> session = server.open(handshake(version, sid), link);
        return new TestSocket(writer, link, session);
    }

    private static Handshake handshake(EngineVersion version, @Nullable String sid) {
        return new Handshake(version, sid, false, "127.0.0.1", null, PageHeaders.NONE);
    }

    /** A tick as it will be so much later. */
    public void tickAfter(Duration later) {
        monitor.tickAfter(later);
    }

    public int watchedCount() {
        return monitor.watchedCount();
    }

    public EngineServer server() {
        return server;
    }
}
