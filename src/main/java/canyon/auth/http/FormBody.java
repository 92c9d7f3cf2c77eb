package canyon.auth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;

/** A form as browsers send it: {@code application/x-www-form-urlencoded} of the URL standard. */
final class FormBody {
    static final String TYPE = "application/x-www-form-urlencoded";

    private FormBody() {}

    static String of(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
