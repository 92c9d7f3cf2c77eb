package canyon.transport;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands what a filter knows of a handshake to the endpoint. Some containers use the configuration that they are given
 * with an upgrade, others the one of the annotated endpoint; all of them call this on the thread of the request.
 */
public final class OpeningConfigurator extends ServerEndpointConfig.Configurator {
    private static final String KEY = OpeningConfigurator.class.getName();

    /**
     * Undertow reads the annotations of an endpoint anew for each WebSocket that it is handed, and keeps what it found
     * as long as the WebSocket: 4 KB. Its own filter shares that, and gives each WebSocket user properties of its own.
     */
    private static final String UNDERTOW = "io.undertow.";

    /** Open Liberty makes an HTTP session for each WebSocket, with a cookie, and keeps it for half an hour. */
    private static final String LIBERTY = "io.openliberty.";

    /** One for all: each looks through the class path for the container's own, which takes its time. */
    private static final OpeningConfigurator SHARED = new OpeningConfigurator();

    private static final ThreadLocal<Object> CURRENT = new ThreadLocal<>();

    /**
     * Lets the container accept a WebSocket, whatever the path of the request is.
     *
     * @param chain what comes after the filter that asks
     * @throws IOException if the container cannot answer
     * @throws ServletException if the container takes the handshake for none
     */
    public static void accept(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, Accepting accepting)
            throws IOException, ServletException {
        ServerContainer container =
                (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
        String server = container.getClass().getName();
        accepting.writers().beforeHandshake(request);
        CURRENT.set(accepting.opening());
        try {
            if (accepting.isOnPath() && server.startsWith(UNDERTOW)) {
                chain.doFilter(request, response);
            } else {
                HttpServletRequest asked = server.startsWith(LIBERTY) ? new SessionlessRequest(request) : request;
                container.upgradeHttpToWebSocket(asked, response, accepting.config(), Map.of());
            }
        } catch (DeploymentException e) {
            throw new ServletException(e);
        } finally {
            CURRENT.remove();
        }
    }

    /**
     * Who takes a WebSocket.
     *
     * @param path one that the endpoint's annotation stands for, without braces
     * @param isOnPath whether the request itself has such a path
     * @param writers that know the server
     * @param opening what the endpoint is to know; it asks with {@link OpeningConfigurator#opening}
     */
    public record Accepting(Class<?> endpoint, String path, boolean isOnPath, FrameWriters writers, Object opening) {
        private ServerEndpointConfig config() {
            return ServerEndpointConfig.Builder.create(endpoint, path)
                    .configurator(SHARED)
                    .build();
        }
    }

    /** What was handed over when this WebSocket was accepted; empty if it came past every filter. */
    public static <T> Optional<T> opening(Session session, Class<T> type) {
        Object opening = session.getUserProperties().get(KEY);
        return type.isInstance(opening) ? Optional.of(type.cast(opening)) : Optional.empty();
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        @Nullable Object opening = CURRENT.get();
        if (opening != null) {
            config.getUserProperties().put(KEY, opening);
        }
    }
}
