package canyon.http;

import java.util.Map;

/**
 * What a server said; a redirect is an answer as any other.
 *
 * @param headers of one name joined by commas
 * @param body as much of it as was read, empty if there was none; what is not UTF-8 is replaced
 * @param truncated the body was longer than the limit
 */
public record Answer(int status, Map<String, String> headers, String body, boolean truncated) {
    public Answer {
        headers = Map.copyOf(headers);
    }
}
