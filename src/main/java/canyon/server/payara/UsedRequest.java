package canyon.server.payara;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.server.ServerContainer;
import java.util.Optional;

/**
 * A request object of Catalina's, which has served other clients before.
 *
 * <p>Its flag {@code afterService} tells a WebSocket that ends whether the thread that accepted it is done with the
 * request, which is only then to be given to the next client. After an asynchronous request that was answered on its
 * own thread, as every handshake of Engine.IO is, Payara 6 gives the object back first and sets the flag then
 * ({@code Request.onExitService}): whoever gets the object next begins with it set. A WebSocket that ends while its
 * handshake is being finished then takes the object away from that thread, and what the thread still does happens to
 * the request of somebody else: a poll that is answered 500, or never.
 */
record UsedRequest(Inside catalina) {
    private static final String FACADE = "org.apache.catalina.connector.RequestFacade";
    private static final String TYRUS = "org.glassfish.tyrus.";

    /** What is behind a request; empty on another server, which may have a Catalina too. */
    static Optional<UsedRequest> of(HttpServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        return innermost.getClass().getName().equals(FACADE) && isOnTyrus(request)
                ? Optional.of(new UsedRequest(Inside.of(innermost).field("request")))
                : Optional.empty();
    }

    private static boolean isOnTyrus(HttpServletRequest request) {
        Object container = request.getServletContext().getAttribute(ServerContainer.class.getName());
        return container != null && container.getClass().getName().startsWith(TYRUS);
    }

    /** On the thread of its handshake, which sets the flag itself when it is done. */
    void forgetItsPast() {
        catalina.set("afterService", false);
    }
}
