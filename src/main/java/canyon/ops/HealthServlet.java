package canyon.ops;

import canyon.transport.JsonErrors;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tells anybody a report in the form of MicroProfile Health, by status 200 or 503, and nothing more. */
final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<Health.Report> report;

    HealthServlet(Supplier<Health.Report> report) {
        this.report = report;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            answer(request, response);
        } else {
            response.setHeader("Allow", "GET, HEAD");
            JsonErrors.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method not allowed");
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Health.Report found = report.get();
        response.setStatus(found.isUp() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        byte[] body = json(found).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(body);
        }
    }

    private static String json(Health.Report report) {
        return report.checks().stream()
                .map(check -> "{\"name\":\"" + check.name() + "\",\"status\":\"" + status(check.isUp()) + "\"}")
                .collect(Collectors.joining(",", "{\"status\":\"" + status(report.isUp()) + "\",\"checks\":[", "]}"));
    }

    private static String status(boolean isUp) {
        return isUp ? "UP" : "DOWN";
    }
}
