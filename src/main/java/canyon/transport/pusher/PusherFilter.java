package canyon.transport.pusher;

import canyon.transport.OpeningConfigurator;
import canyon.transport.OpeningConfigurator.Accepting;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/**
 * Hands WebSocket handshakes to the endpoint. Whatever is wrong with one, it is accepted first and then closed with a
 * code: clients cannot read the status of a refused handshake.
 */
final class PusherFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient PusherDoor door;

    PusherFilter(PusherDoor door) {
        this.door = door;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isHandshake(request)) {
            chain.doFilter(request, response);
            return;
        }
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        Hello hello = Hello.of(request, path, door.proxies());
        OpeningConfigurator.accept(
                request,
                response,
                new Accepting(PusherEndpoint.class, PusherEndpoint.PATH, new PusherEndpoint.Opening(door, hello)));
    }

    /** RFC 6455, section 4.1; what a container makes of less is its own. */
    private static boolean isHandshake(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && request.getHeader("Sec-WebSocket-Key") != null;
    }
}
