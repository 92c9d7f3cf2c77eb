package canyon.ops;

import canyon.transport.JsonErrors;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Answers Prometheus; others hear that there is nothing here. */
final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient MetricsGate gate;
    private final transient Exposition exposition;

    MetricsServlet(MetricsGate gate, Exposition exposition) {
        this.gate = gate;
        this.exposition = exposition;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!gate.admits(request)) {
            JsonErrors.send(response, HttpServletResponse.SC_NOT_FOUND, "Not found");
        } else if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            answer(request, response);
        } else {
            response.setHeader("Allow", "GET, HEAD");
            JsonErrors.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method not allowed");
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exposition.Form form = Exposition.Form.accepted(request.getHeader("Accept"));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        exposition.write(form, body);
        response.setContentType(form.contentType());
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.size());
        if (request.getMethod().equals("GET")) {
            body.writeTo(response.getOutputStream());
        }
    }
}
