package canyon.dashboard.access;

import canyon.message.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the doors of the dashboard answer, all in JSON. */
public final class Reply {
    private Reply() {}

    /** Sends the whole answer: {@code {"error":"…"}}. */
    public static void error(HttpServletResponse response, int status, String text) throws IOException {
        json(response, status, JsonText.ofMembers(Map.of("error", JsonText.ofString(text))));
    }

    /** Sends the whole answer. */
    public static void json(HttpServletResponse response, int status, JsonText document) throws IOException {
        byte[] body = document.text().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json; charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /**
     * Refuses a method.
     *
     * @param allowed separated by commas
     */
    public static void notAllowed(HttpServletRequest request, HttpServletResponse response, String allowed)
            throws IOException {
        response.setHeader("Allow", allowed);
        error(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, request.getMethod() + " is not allowed here");
    }

    /** Whoever guesses has to wait. */
    static void slowed(HttpServletResponse response, Verdict.Slowed slowed) throws IOException {
        response.setHeader("Retry-After", String.valueOf(slowed.seconds()));
        String wait = slowed.seconds() == 1 ? "1 second" : slowed.seconds() + " seconds";
        error(response, 429, "Too many wrong passwords: try again in " + wait);
    }
}
