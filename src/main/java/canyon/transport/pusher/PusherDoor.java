package canyon.transport.pusher;

import canyon.config.TrustedProxies;
import canyon.transport.FrameWriters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.List;

/**
 * Where Pusher's clients come in.
 *
 * @param proxies whose word about the client's way counts
 * @param writers of WebSockets
 * @param otherDoors paths within the application whose WebSockets are none of Pusher's; every other one is, perhaps
 *     with a path that is wrong
 */
public record PusherDoor(PusherServer server, TrustedProxies proxies, FrameWriters writers, List<String> otherDoors) {
    /** Puts the filter and the fallbacks in place; to be called while the application starts. */
    public void open(ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("pusher websocket", new PusherFilter(this));
        filter.setAsyncSupported(true);
        ServletRegistration.Dynamic fallbacks = context.addServlet("pusher fallbacks", new XhrServlet(this));
        fallbacks.setAsyncSupported(true);
        fallbacks.addMapping(XhrServlet.PATH + "/*");
        // Before the container's own filter, which would accept every WebSocket.
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    /** Servers do not agree in which order they ask filters, so that the order cannot decide it. */
    boolean isFor(String path) {
        return otherDoors.stream().noneMatch(other -> path.equals(other) || path.startsWith(other + "/"));
    }
}
