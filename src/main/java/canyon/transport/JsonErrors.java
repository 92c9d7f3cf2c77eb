package canyon.transport;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with {@code {"error":"…"}}, as the HTTP API does, instead of the server's own page. */
public final class JsonErrors {
    private JsonErrors() {}

    /**
     * Sends the whole answer.
     *
     * @param error ASCII, without quotes
     */
    public static void send(HttpServletResponse response, int status, String error) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json; charset=utf-8");
        response.getOutputStream().print("{\"error\":\"" + error + "\"}");
    }
}
