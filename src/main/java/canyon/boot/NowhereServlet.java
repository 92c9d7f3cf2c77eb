package canyon.boot;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers wherever nothing else does, in JSON as the rest of Canyon, instead of the server's own page. */
final class NowhereServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuse(response, HttpServletResponse.SC_NOT_FOUND, "Not found");
    }

    static void refuse(HttpServletResponse response, int status, String error) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json; charset=utf-8");
        response.getOutputStream().print("{\"error\":\"" + error + "\"}");
    }
}
