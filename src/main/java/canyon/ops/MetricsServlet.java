package canyon.ops;

import canyon.transport.JsonErrors;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers Prometheus; others hear that there is nothing here. */
final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Each is made in memory, and takes megabytes where there are thousands of applications. */
    private static final int AT_ONCE = 2;

    private static final long PATIENCE_SECONDS = 1;

    private final transient MetricsGate gate;
    private final transient Exposition exposition;
    private final transient Semaphore room = new Semaphore(AT_ONCE);

    MetricsServlet(MetricsGate gate, Exposition exposition) {
        this.gate = gate;
        this.exposition = exposition;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!gate.admits(request)) {
            JsonErrors.send(response, HttpServletResponse.SC_NOT_FOUND, "Not found");
        } else if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            take(request, response);
        } else {
            response.setHeader("Allow", "GET, HEAD");
            JsonErrors.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method not allowed");
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exposition.Form form = Exposition.Form.accepted(request.getHeader("Accept"));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (!enter()) {
            response.setHeader("Retry-After", String.valueOf(PATIENCE_SECONDS));
            JsonErrors.send(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many scrapes at once");
            return;
        }
        try {
            exposition.write(form, body);
        } finally {
            room.release();
        }
        answer(request, response, form, body);
    }

    private boolean enter() {
        try {
            return room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, Exposition.Form form, ByteArrayOutputStream body)
            throws IOException {
        response.setContentType(form.contentType());
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.size());
        if (request.getMethod().equals("GET")) {
            body.writeTo(response.getOutputStream());
        }
    }
}
