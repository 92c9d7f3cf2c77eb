package canyon.transport.engineio;

import canyon.transport.OpeningConfigurator;
import canyon.transport.OpeningConfigurator.Accepting;
import canyon.transport.RequestPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Checks WebSocket handshakes before the container accepts them: the only place where they can be refused with a status
 * on every server. Serves the path without its last slash too, which an endpoint's path cannot.
 */
final class UpgradeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient EngineDoor door;

    UpgradeFilter(EngineDoor door) {
        this.door = door;
    }

    @Override
    protected void doFilter(HttpServletRequest http, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!"websocket".equalsIgnoreCase(http.getHeader("Upgrade"))) {
            chain.doFilter(http, response);
            return;
        }
        EngineRequest request = EngineRequest.of(door, http);
        Optional<EngineError> refusal = refusal(request);
        if (refusal.isPresent()) {
            refusal.get().mark(response);
            response.setContentType("text/html");
            response.getOutputStream().print(refusal.get().message());
        } else {
            accept(request, response, chain);
        }
    }

    private static Optional<EngineError> refusal(EngineRequest request) {
        if (request.isForeign()) {
            return Optional.of(EngineError.FORBIDDEN);
        }
        Optional<EngineTransport> transport = request.transport();
        if (transport.isEmpty()) {
            return Optional.of(EngineError.UNKNOWN_TRANSPORT);
        }
        if (transport.get() != EngineTransport.WEBSOCKET || isNoHandshake(request.http())) {
            return Optional.of(EngineError.BAD_REQUEST);
        }
        if (!request.namesSession()) {
            return request.handshakeRefusal();
        }
        return request.session().isPresent() ? Optional.empty() : Optional.of(EngineError.UNKNOWN_SESSION);
    }

    /**
     * A handshake is a GET with a key (RFC 6455, section 4.1); a container may accept others, or answer them with 200.
     */
    private static boolean isNoHandshake(HttpServletRequest http) {
        return !http.getMethod().equals("GET") || http.getHeader("Sec-WebSocket-Key") == null;
    }

    private void accept(EngineRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        EngineEndpoint.Opening opening = new EngineEndpoint.Opening(door, request.handshake());
        boolean isOnPath = EngineEndpoint.PATH.equals(RequestPaths.of(request.http()));
        OpeningConfigurator.accept(
                request.http(),
                response,
                chain,
                new Accepting(EngineEndpoint.class, EngineEndpoint.PATH, isOnPath, door.writers(), opening));
    }
}
