package canyon.api;

import canyon.message.JsonText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The answers of {@link Answer}, without JAX-RS. */
final class ServletAnswer {
    private ServletAnswer() {}

    static void send(HttpServletResponse response, int status, JsonText document) throws IOException {
        send(response, status, Answer.JSON, Answer.bytes(document));
    }

    static void error(HttpServletResponse response, int status, String error) throws IOException {
        send(response, status, Answer.errorDocument(error));
    }

    static void refusal(HttpServletResponse response, RefusedRequestException refused) throws IOException {
        if (!refused.pause().isZero()) {
            response.setHeader("Retry-After", String.valueOf(refused.pause().toSeconds()));
        }
        send(response, refused.status(), refused.document());
    }

    /** As {@link Answer#methods}, for a path with one. */
    static void methods(HttpServletResponse response, String method) throws IOException {
        response.setHeader("Allow", method);
        send(response, HttpServletResponse.SC_OK, Answer.TEXT, method.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpServletResponse response, int status, String type, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
