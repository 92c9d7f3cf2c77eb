package canyon.api;

import canyon.message.JsonText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The answers of {@link Answer}, without JAX-RS. Each method tells the bytes of the body that it has sent. */
final class ServletAnswer {
    private ServletAnswer() {}

    static int send(HttpServletResponse response, int status, JsonText document) throws IOException {
        return send(response, status, Answer.JSON, Answer.bytes(document));
    }

    static int error(HttpServletResponse response, int status, String error) throws IOException {
        return send(response, status, Answer.errorDocument(error));
    }

    static int refusal(HttpServletResponse response, RefusedRequestException refused) throws IOException {
        if (!refused.pause().isZero()) {
            response.setHeader("Retry-After", String.valueOf(refused.pause().toSeconds()));
        }
        return send(response, refused.status(), refused.document());
    }

    /** As {@link Answer#methods}, for a path with one. */
    static void methods(HttpServletResponse response, String method) throws IOException {
        response.setHeader("Allow", method);
        send(response, HttpServletResponse.SC_OK, Answer.TEXT, method.getBytes(StandardCharsets.UTF_8));
    }

    private static int send(HttpServletResponse response, int status, String type, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        return body.length;
    }
}
