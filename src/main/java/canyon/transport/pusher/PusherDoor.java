package canyon.transport.pusher;

import canyon.config.TrustedProxies;
import canyon.transport.FrameWriters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;

/**
 * Where Pusher's clients come in.
 *
 * @param proxies whose word about the client's way counts
 * @param writers of WebSockets
 */
public record PusherDoor(PusherServer server, TrustedProxies proxies, FrameWriters writers) {
    /**
     * Puts the filter in place; to be called while the application starts, after the doors that have a path of their
     * own: every other WebSocket is one of Pusher's here, with a path that may be wrong.
     */
    public void open(ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("pusher websocket", new PusherFilter(this));
        filter.setAsyncSupported(true);
        ServletRegistration.Dynamic fallbacks = context.addServlet("pusher fallbacks", new XhrServlet(this));
        fallbacks.setAsyncSupported(true);
        fallbacks.addMapping(XhrServlet.PATH + "/*");
        // Before the container's own filter, which would accept every WebSocket.
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }
}
