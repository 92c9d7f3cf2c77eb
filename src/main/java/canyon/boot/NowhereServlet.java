package canyon.boot;

import canyon.transport.JsonErrors;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers wherever nothing else does, in JSON as the rest of Canyon, instead of the server's own page. */
final class NowhereServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JsonErrors.send(response, HttpServletResponse.SC_NOT_FOUND, "Not found");
    }
}
