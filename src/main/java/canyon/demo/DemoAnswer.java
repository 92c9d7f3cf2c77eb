package canyon.demo;

import canyon.message.JsonText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the stand-in says: an HTTP status and a body. */
record DemoAnswer(int status, JsonText body) {
    static DemoAnswer ok(String json) {
        return new DemoAnswer(HttpServletResponse.SC_OK, new JsonText(json));
    }

    static DemoAnswer error(int status, String message) {
        return new DemoAnswer(status, new JsonText("{\"message\":" + JsonText.ofString(message) + "}"));
    }

    static DemoAnswer forbidden(String message) {
        return error(HttpServletResponse.SC_FORBIDDEN, message);
    }

    static DemoAnswer badRequest(String message) {
        return error(HttpServletResponse.SC_BAD_REQUEST, message);
    }

    void write(HttpServletResponse response) throws IOException {
        byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
