package canyon.conformance;

import canyon.config.Origins;
import canyon.config.TrustedProxies;
import canyon.connection.HeartbeatMonitor;
import canyon.transport.ClosingThreads;
import canyon.transport.FrameWriters;
import canyon.transport.engineio.ClientLibrary;
import canyon.transport.engineio.EngineApplication;
import canyon.transport.engineio.EngineDoor;
import canyon.transport.engineio.EngineServer;
import canyon.transport.engineio.EngineSettings;
import canyon.transport.engineio.EngineSettings.EngineLimits;
import canyon.transport.engineio.EngineSettings.Heartbeat;
import canyon.transport.engineio.EngineTransport;
import canyon.transport.socketio.SocketServer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Opens both doors with the times and limits that the test suites expect. */
@WebListener
public final class ConformanceServer implements ServletContextListener {
    private static final int MAX_PAYLOAD_BYTES = 1_000_000;

    /** More than the three pings that a test waits for without joining a namespace, less than Mocha's two seconds. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(1500);

    private static final EngineSettings SETTINGS = new EngineSettings(
            Set.of(EngineTransport.values()),
            new Heartbeat(Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofSeconds(10)),
            new EngineLimits(MAX_PAYLOAD_BYTES, 1000, 1024 * 1024, Duration.ofSeconds(10), 0));

    private final HeartbeatMonitor monitor = new HeartbeatMonitor(SETTINGS.shortestTimeout());
    private final EngineServer engine = server(new EngineEcho());
    private final EngineServer socket = server(new SocketServer(new SocketEcho(), CONNECT_TIMEOUT, MAX_PAYLOAD_BYTES));
    private final Thread heartbeat = new Thread(monitor, "conformance-heartbeat");

    private final ClosingThreads closing = new ClosingThreads(Thread::new);

    private EngineServer server(EngineApplication application) {
        return new EngineServer(SETTINGS, application, monitor);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        open(engine, "/engine.io", event.getServletContext());
        open(socket, "/socket.io", event.getServletContext());
        heartbeat.setDaemon(true);
        heartbeat.start();
    }

    private void open(EngineServer server, String path, ServletContext context) {
        new EngineDoor(server, path, Origins.parse("*"), TrustedProxies.parse("none"), FrameWriters.fastest(closing))
                .open(context, ClientLibrary.none());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        List.of(engine, socket).forEach(EngineServer::stop);
        monitor.stop();
        heartbeat.interrupt();
        closing.stop();
    }
}
