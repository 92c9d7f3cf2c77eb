package canyon.transport.pusher;

import canyon.transport.JsonErrors;
import canyon.transport.OpeningConfigurator;
import canyon.transport.OpeningConfigurator.Accepting;
import canyon.transport.RequestPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Hands WebSocket handshakes to the endpoint. Whatever is wrong with one, it is accepted first and then closed with a
 * code: clients cannot read the status of a refused handshake. Proxies can, so that a node that drains refuses with
 * one.
 */
final class PusherFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final Pattern ENGINE_IO = Pattern.compile("(?:^|&)EIO=");

    private final transient PusherDoor door;

    PusherFilter(PusherDoor door) {
        this.door = door;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = RequestPaths.of(request);
        if (!isHandshake(request) || !door.isFor(path) || isOfEngineIo(request, path)) {
            chain.doFilter(request, response);
            return;
        }
        if (!door.server().isAccepting()) {
            refuse(response);
            return;
        }
        Hello hello = Hello.of(request, path, door.proxies());
        OpeningConfigurator.accept(
                request,
                response,
                chain,
                new Accepting(
                        PusherEndpoint.class,
                        PusherEndpoint.ANY_PATH,
                        hello.key() != null && !path.endsWith("/"),
                        door.writers(),
                        new PusherEndpoint.Opening(door, hello)));
    }

    /** This node takes nobody; another one, or this one later, may. */
    static void refuse(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        JsonErrors.send(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Server is draining");
    }

    /** A client of Socket.IO that asks at a wrong place; nobody is there. */
    private static boolean isOfEngineIo(HttpServletRequest request, String path) {
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        return !path.startsWith("/app/") && ENGINE_IO.matcher(query).find();
    }

    /** RFC 6455, section 4.1; what a container makes of less is its own. */
    private static boolean isHandshake(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && request.getHeader("Sec-WebSocket-Key") != null;
    }
}
