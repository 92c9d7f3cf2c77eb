package canyon.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a small form, in the query or in the body. Not the container's, whose bound is megabytes. */
final class DemoForm {
    static final int BODY_BYTES = 8192;

    private DemoForm() {}

    /** Empty if the body has more than {@link #BODY_BYTES}. A field of the query wins, as does the first of a name. */
    static Optional<Map<String, String>> read(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(BODY_BYTES + 1);
        if (body.length > BODY_BYTES) {
            return Optional.empty();
        }
        return Optional.of(fields(request.getQueryString(), new String(body, StandardCharsets.UTF_8)));
    }

    static Map<String, String> fields(@Nullable String query, String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : (query == null ? body : query + "&" + body).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** What is no form encoding stays as it is and is then no known value. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
