package canyon.transport.engineio;

import canyon.config.Origins;
import canyon.config.TrustedProxies;
import canyon.transport.FrameWriters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;

/**
 * One Engine.IO server behind one path of the application.
 *
 * @param path within the application, such as {@code /socket.io}; served with and without a slash at its end
 * @param origins of pages that may connect
 * @param proxies whose word about a client's address counts
 * @param writers of WebSockets
 */
public record EngineDoor(
        EngineServer server, String path, Origins origins, TrustedProxies proxies, FrameWriters writers) {

    /** Puts the servlet and the filter in place; to be called while the application starts. */
    public void open(ServletContext context, ClientLibrary library) {
        ServletRegistration.Dynamic servlet = context.addServlet("engine.io " + path, new EngineServlet(this, library));
        servlet.setAsyncSupported(true);
        servlet.addMapping(path, path + "/*");
        FilterRegistration.Dynamic filter = context.addFilter("engine.io websocket " + path, new UpgradeFilter(this));
        filter.setAsyncSupported(true);
        // Before the container's own filter, which would accept every WebSocket.
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, path, path + "/*");
    }
}
