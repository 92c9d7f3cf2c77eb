package canyon.transport.engineio;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Checks WebSocket handshakes before the container accepts them: the only place where they can be refused with a status
 * on every server. Serves the path without its last slash too, which an endpoint's path cannot.
 */
final class UpgradeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Requests requests;

    UpgradeFilter(Requests requests) {
        this.requests = requests;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            chain.doFilter(request, response);
            return;
        }
        Optional<EngineError> refusal = refusal(request);
        if (refusal.isPresent()) {
            response.setStatus(refusal.get().status());
            response.setContentType("text/html");
            response.getOutputStream().print(refusal.get().message());
        } else {
            accept(request, response);
        }
    }

    private Optional<EngineError> refusal(HttpServletRequest request) {
        Optional<EngineError> refusal = requests.refusal(request);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (requests.transport(request).orElseThrow() != EngineTransport.WEBSOCKET) {
            return Optional.of(EngineError.BAD_REQUEST);
        }
        if (!Query.of(request).has("sid")) {
            return requests.handshakeRefusal(request);
        }
        return requests.session(request).isPresent() ? Optional.empty() : Optional.of(EngineError.UNKNOWN_SESSION);
    }

    private void accept(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        ServerContainer container =
                (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
        EngineEndpoint.Opening opening = new EngineEndpoint.Opening(requests.door(), requests.handshake(request));
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(EngineEndpoint.class, EngineEndpoint.PATH)
                .configurator(new OpeningConfigurator())
                .build();
        OpeningConfigurator.during(opening, () -> upgrade(container, request, response, config));
    }

    private static void upgrade(
            ServerContainer container,
            HttpServletRequest request,
            HttpServletResponse response,
            ServerEndpointConfig config)
            throws IOException, ServletException {
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }
}
