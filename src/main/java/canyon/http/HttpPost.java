package canyon.http;

import java.net.URI;
import java.util.Map;

/**
 * What is to be sent.
 *
 * @param headers besides the type; one that HTTP cannot carry is left out
 * @param type of the body, as {@code Content-Type} names it
 * @param body sent in UTF-8
 */
public record HttpPost(URI url, Map<String, String> headers, String type, String body) {
    public HttpPost {
        headers = Map.copyOf(headers);
    }

    /** Without headers and body, which may hold secrets. */
    @Override
    public String toString() {
        return "POST to " + url.getHost();
    }
}
