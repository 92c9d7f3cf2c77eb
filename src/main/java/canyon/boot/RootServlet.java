package canyon.boot;

import canyon.transport.JsonErrors;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers {@code OK} at the context root, as laravel-echo-server does; load balancers ask for it. */
final class RootServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                response.setContentType("text/html; charset=utf-8");
                response.setContentLength(2);
                response.getOutputStream().print("OK");
            }
            default -> {
                response.setHeader("Allow", "GET, HEAD");
                JsonErrors.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method not allowed");
            }
        }
    }
}
