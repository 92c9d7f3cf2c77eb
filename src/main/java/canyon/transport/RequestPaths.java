package canyon.transport;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** Where requests go within the web application, however a servlet's mapping divides it. */
public final class RequestPaths {
    private RequestPaths() {}

    public static String of(HttpServletRequest request) {
        return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    }
}
