package canyon.support;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the {@link LaravelApp} answers.
 *
 * @param bytes that go over the wire
 * @param keepsConnection whether the connection lives on; otherwise it is dropped after the bytes
 */
public record AuthAnswer(byte[] bytes, boolean keepsConnection) {
    private static final int NO_CONTENT = 204;

    /** A whole answer, as an application gives it. */
    public static AuthAnswer of(int status, String body) {
        return of(status, Map.of(), body);
    }

    public static AuthAnswer of(int status, Map<String, String> headers, String body) {
        byte[] content = status == NO_CONTENT ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        return new AuthAnswer(message(status, headers, body, content.length, content), true);
    }

    /** Sends the client elsewhere. */
    public static AuthAnswer redirect(int status, URI location) {
        return of(status, Map.of("Location", location.toString()), "Redirecting");
    }

    /** Nothing: the connection ends without an answer. */
    public static AuthAnswer drop() {
        return garbage("");
    }

    /** What is no HTTP. */
    public static AuthAnswer garbage(String text) {
        return new AuthAnswer(text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** The connection ends one byte before the body does. */
    public static AuthAnswer cutOff(int status, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        return new AuthAnswer(message(status, Map.of(), body, content.length + 1, content), false);
    }

    private static byte[] message(int status, Map<String, String> headers, String body, int length, byte[] content) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", body.startsWith("<") ? "text/html; charset=UTF-8" : "application/json");
        if (status != NO_CONTENT) {
            all.put("Content-Length", String.valueOf(length));
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status " + status + "\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        message.writeBytes(content);
        return message.toByteArray();
    }
}
